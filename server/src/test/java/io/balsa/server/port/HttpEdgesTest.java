package io.balsa.server.port;

import static io.balsa.server.port.PortFixture.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.server.port.ClientPortLimits.Patience;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// What comes over a socket that no well-behaved client library would send.
class HttpEdgesTest {
    private static final String CLOSE = "Host: x\r\nConnection: close\r\n\r\n";

    @RegisterExtension final PortFixture fixture = new PortFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\1\2\3garbage",
                "\u0016\u0003\u0001\u0002\0\1\0\1",
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET healthz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            })
    void answersGarbageWith400AndCloses(String garbage) throws Exception {
        var answer = fixture.exchange(fixture.port(echo()), garbage);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":\"");
    }

    @Test
    void saysThatItSpeaksPlainTextToAClientThatTriesTls() throws Exception {
        var hello = "\u0016\u0003\u0001\u0002\0\1\0\1";

        assertThat(fixture.exchange(fixture.port(echo()), hello)).contains("not TLS");
    }

    @Test
    void answersAnUnknownMethodWith501() throws Exception {
        var answer = fixture.exchange(fixture.port(echo()), "BREW / HTTP/1.1\r\n" + CLOSE);

        assertThat(answer).startsWith("HTTP/1.1 501 ").contains("BREW");
    }

    @Test
    void answersAnotherVersionOfHttpWith505() throws Exception {
        var almostHttp2 = "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n";

        assertThat(fixture.exchange(fixture.port(echo()), almostHttp2)).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void answersABodyOverTheLimitWith413() throws Exception {
        var port = fixture.port(echo(), ClientPortLimits.defaults().withHttpBodyBytesMax(10));
        var start = "POST / HTTP/1.1\r\nConnection: close\r\nHost: x\r\n";

        var fitting = fixture.exchange(port, start + "Content-Length: 10\r\n\r\n" + "x".repeat(10));
        var declared = fixture.exchange(port, start + "Content-Length: 11\r\n\r\n");
        var chunked =
                fixture.exchange(
                        port,
                        start
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "6\r\nabcdef\r\n5\r\nghijk\r\n0\r\n\r\n");

        assertThat(fitting).startsWith("HTTP/1.1 200 ").endsWith("x".repeat(10));
        assertThat(declared).startsWith("HTTP/1.1 413 ").contains("more than 10 bytes");
        assertThat(chunked).startsWith("HTTP/1.1 413 ").contains("more than 10 bytes");
    }

    @Test
    void answersAnOverlongHeadWith414Or431() throws Exception {
        var port = fixture.port(echo());
        var long20k = "x".repeat(20_000);

        var line = fixture.exchange(port, "GET /" + long20k + " HTTP/1.1\r\n" + CLOSE);
        var header = fixture.exchange(port, "GET / HTTP/1.1\r\nX: " + long20k + "\r\n" + CLOSE);

        assertThat(line).startsWith("HTTP/1.1 414 ");
        assertThat(header).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void tellsAClientThatAsksFirstToGoOn() throws Exception {
        var port = fixture.port(echo());
        try (var socket = fixture.socket(port)) {
            var head = "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + CLOSE;
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            var goOn = "HTTP/1.1 100 Continue\r\n\r\n";

            assertThat(read(socket.getInputStream(), goOn.length())).isEqualTo(goOn);
            socket.getOutputStream().write("ok".getBytes(ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok");
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        var asked = new LinkedBlockingQueue<CompletableFuture<HttpResponse>>();
        var port =
                fixture.port(request -> {
                    var answer = new CompletableFuture<HttpResponse>();
                    asked.add(answer);
                    return answer.thenApply(_ -> HttpResponse.text(200, request.target().path()));
                });
        try (var socket = fixture.socket(port)) {
            var first = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
            var more = "HEAD /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3 HTTP/1.1\r\n" + CLOSE;
            socket.getOutputStream().write((first + more).getBytes(ISO_8859_1));
            for (var i = 0; i < 3; i++) {
                asked.take().complete(HttpResponse.text(200, ""));
            }
            var answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answers).containsSubsequence("\r\n\r\n/1HTTP", "\r\n\r\nHTTP", "\r\n\r\n/3");
        }
    }

    @Test
    void standsThousandsOfPipelinedRequestsAnsweredAtOnce() throws Exception {
        var many = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20_000);

        var answers =
                fixture.exchange(fixture.port(echo()), many + "GET /last HTTP/1.1\r\n" + CLOSE);

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(20_002);
        assertThat(answers).endsWith("/last");
    }

    @Test
    void closesAfterAnHttp10RequestUnlessAskedNotTo() throws Exception {
        var port = fixture.port(echo());

        var once = fixture.exchange(port, "GET /a HTTP/1.0\r\n\r\n");
        var twice =
                fixture.exchange(
                        port,
                        "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n");

        assertThat(once).startsWith("HTTP/1.1 200 ").endsWith("/a");
        assertThat(twice).contains("connection: keep-alive").endsWith("/b");
    }

    @Test
    void refusesConnectionsOverTheLimitAndSaysSo() throws Exception {
        var port = fixture.port(echo(), ClientPortLimits.defaults().withConnectionsMax(1));
        try (var only = fixture.socket(port)) {
            only.getOutputStream().write("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(read(only.getInputStream(), 12)).isEqualTo("HTTP/1.1 200");

            assertThat(fixture.exchange(port, "GET / HTTP/1.1\r\n" + CLOSE))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("too many connections, limits.connections_max is 1");
            assertThatThrownBy(() -> Echo.say(fixture.grpc(port), "hello"))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("RESOURCE_EXHAUSTED")
                    .hasMessageContaining("too many connections, limits.connections_max is 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PRI * HTTP", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void closesAConnectionThatNeverGetsToThePoint(String start) throws Exception {
        var tenth = MILLISECONDS.toNanos(100);
        var port = fixture.port(echo(), impatient(new Patience(tenth, tenth, tenth, tenth)));

        var answer = fixture.exchange(port, start);

        assertThat(answer).doesNotContain("HTTP/1.1");
    }

    @Test
    void answersHalfARequestWith408WhenItsTimeIsUp() throws Exception {
        var tenth = MILLISECONDS.toNanos(100);
        var patience =
                new Patience(SECONDS.toNanos(10), tenth, SECONDS.toNanos(10), SECONDS.toNanos(5));
        var port = fixture.port(echo(), impatient(patience));

        for (var half :
                new String[] {
                    "GET / HTTP/1.1\r\nHost: x\r\n",
                    "GET / HT",
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n1",
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n"
                }) {
            assertThat(fixture.exchange(port, half))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("limits.request_timeout_ms");
            assertThat(fixture.exchange(port, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n" + half))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("HTTP/1.1 408 ");
        }
        assertThat(fixture.exchange(port, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("408");
    }

    @Test
    void keepsAnHttpConnectionLongerThanTheHandshakeMayTake() throws Exception {
        var minute = SECONDS.toNanos(60);
        var patience = new Patience(SECONDS.toNanos(2), minute, minute, minute);
        var asked = new CompletableFuture<Void>();
        var late = new CompletableFuture<HttpResponse>();
        var port =
                fixture.port(
                        _ -> {
                            asked.complete(null);
                            return late;
                        },
                        impatient(patience));
        try (var socket = fixture.socket(port)) {
            var ask = "GET / HTTP/1.1\r\n" + CLOSE;
            socket.getOutputStream().write(ask.getBytes(ISO_8859_1));
            asked.join();

            // Whoever comes later and says nothing is cut off first.
            assertThat(fixture.exchange(port, "")).isEmpty();
            late.complete(HttpResponse.text(200, "late"));

            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer).endsWith("late");
        }
    }

    private static ClientPortLimits impatient(Patience patience) {
        return ClientPortLimits.defaults().withPatience(patience);
    }

    private static String read(InputStream in, int bytes) throws Exception {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }
}
