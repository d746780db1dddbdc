package io.balsa.server.port;

import static io.balsa.server.port.PortFixture.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.server.port.ClientPortLimits.Patience;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;

@Timeout(120)
class DrainTest {
    private static final long MINUTE = SECONDS.toNanos(60);
    private static final byte[] GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1);

    @RegisterExtension final PortFixture fixture = new PortFixture();

    @Test
    void letsARequestUnderWayEndAndTakesNoMore() throws Exception {
        var asked = new CompletableFuture<Void>();
        var answer = new CompletableFuture<HttpResponse>();
        var port =
                fixture.port(request -> {
                    if (request.target().path().equals("/first")) {
                        return completedStage(HttpResponse.text(200, "!"));
                    }
                    asked.complete(null);
                    return answer;
                });

        try (var idle = fixture.socket(port);
                var busy = fixture.socket(port)) {
            var first = "GET /first HTTP/1.1\r\nHost: x\r\n\r\n";
            idle.getOutputStream().write(first.getBytes(ISO_8859_1));
            while (idle.getInputStream().read() != '!') {
                // It is connected, and no request is under way.
            }
            idle.getOutputStream().write("G".getBytes(ISO_8859_1));
            busy.getOutputStream().write(GET);
            asked.join();

            var closing = CompletableFuture.runAsync(port::close);
            assertThat(isClosed(idle)).isTrue();
            assertThatThrownBy(
                            () -> new Socket(port.address().getAddress(), port.address().getPort()))
                    .isInstanceOf(ConnectException.class);
            answer.complete(HttpResponse.text(200, "done"));

            assertThat(new String(busy.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("connection: close")
                    .endsWith("done");
            closing.get(60, SECONDS);
        }
    }

    @Test
    void cutsOffWhoeverDoesNotEndInTime() throws Exception {
        var quick = new Patience(MINUTE, MINUTE, MINUTE, MILLISECONDS.toNanos(100));
        var limits = ClientPortLimits.defaults().withPatience(quick);
        var asked = new CompletableFuture<Void>();
        var port =
                fixture.port(
                        _ -> {
                            asked.complete(null);
                            return new CompletableFuture<>();
                        },
                        limits);
        var stream = new LastWords();
        var words =
                ClientCalls.asyncBidiStreamingCall(
                        fixture.grpc(port).newCall(Echo.FOREVER, CallOptions.DEFAULT), stream);
        words.onNext("hello");
        stream.heard.get(60, SECONDS);
        try (var busy = fixture.socket(port)) {
            busy.getOutputStream().write(GET);
            asked.join();

            port.close();

            assertThat(busy.getInputStream().read()).isEqualTo(-1);
            assertThat(stream.end.get(60, SECONDS).getCode()).isEqualTo(Status.Code.CANCELLED);
        }
    }

    @Test
    void closesAtOnceWhenNothingIsUnderWay() throws Exception {
        var patient = new Patience(MINUTE, MINUTE, MINUTE, MINUTE);
        var port = fixture.port(echo(), ClientPortLimits.defaults().withPatience(patient));
        Echo.say(fixture.grpc(port), "hello");

        try (var idle = fixture.socket(port)) {
            idle.getOutputStream().write(GET);
            assertThat(idle.getInputStream().read()).isEqualTo('H');

            var before = System.nanoTime();
            port.close();

            assertThat(System.nanoTime() - before).isLessThan(MINUTE / 2);
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true; // Before all was read that was said.
        }
    }

    private static final class LastWords implements StreamObserver<String> {
        private final CompletableFuture<String> heard = new CompletableFuture<>();
        private final CompletableFuture<Status> end = new CompletableFuture<>();

        @Override
        public void onNext(String words) {
            heard.complete(words);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }
}
