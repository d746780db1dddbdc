package io.balsa.server.port;

import static io.balsa.server.port.PortFixture.echo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.server.port.ClientPortLimits.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that keep a connection without ever getting on with it.
class SlowClientsTest {
    private static final long TENTH = MILLISECONDS.toNanos(100);
    private static final long LONG = SECONDS.toNanos(60);
    private static final String ASK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @RegisterExtension final PortFixture fixture = new PortFixture();

    /// A byte now and then shows that it is alive, and gains it nothing.
    @Test
    void cutsOffWhoSendsARequestByteByByte() throws Exception {
        var port = port(echo(), new Patience(LONG, 5 * TENTH, LONG, LONG));

        for (var start : new String[] {"GET / HTTP/1.1\r\nX: ", ASK + "POST / HTTP/1.1\r\nX: "}) {
            try (var socket = fixture.socket(port)) {
                socket.getOutputStream().write(start.getBytes(ISO_8859_1));
                trickle(socket);
            }
        }
    }

    @Test
    void cutsOffWhoSendsABodyByteByByteAndSaysWhy() throws Exception {
        var port = port(echo(), new Patience(LONG, 5 * TENTH, LONG, LONG));

        try (var socket = fixture.socket(port)) {
            var head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("did not come within limits.request_timeout_ms");
        }
    }

    /// One answer fills the buffers of both sides. The second request shows that the port waits for
    /// the first answer to leave before it makes another one.
    @Test
    void cutsOffWhoDoesNotReadItsAnswersAndMakesNoMoreOfThem() throws Exception {
        var asked = new AtomicInteger();
        var large = ByteBuffer.allocate(64 << 20);
        HttpHandler handler =
                _ -> {
                    asked.incrementAndGet();
                    return completedStage(HttpResponse.of(200, "text/plain", large.duplicate()));
                };
        var port = port(handler, new Patience(LONG, LONG, 5 * TENTH, LONG));

        try (var socket = narrow(port)) {
            socket.getOutputStream().write((ASK + ASK + ASK).getBytes(ISO_8859_1));
            awaitReset(socket);
        }

        assertThat(asked).hasValue(1);
    }

    /// It has greeted, and takes no notice of pings.
    @Test
    void cutsOffAGrpcClientThatIsStuck() throws Exception {
        var port = port(echo(), new Patience(LONG, LONG, 5 * TENTH, LONG));

        try (var socket = fixture.socket(port)) {
            // gRPC asks no sooner than after ten seconds.
            socket.setSoTimeout((int) NANOSECONDS.toMillis(LONG));
            var out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    /// Sends a byte at a time until the other side has closed.
    private static void trickle(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        var start = System.nanoTime();
        while (System.nanoTime() - start < LONG) {
            try {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException _) {
                // Nothing yet.
            } catch (SocketException _) {
                return;
            }
        }
        throw new AssertionError("it was never cut off");
    }

    /// A connection whose client takes in little before it reads.
    private static Socket narrow(ClientPort port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port.address().getPort()));
        return socket;
    }

    /// Writing to a connection that the other side has given up fails before long.
    private static void awaitReset(Socket socket) {
        var start = System.nanoTime();
        while (System.nanoTime() - start < LONG) {
            try {
                socket.getOutputStream().write('\n');
                Thread.onSpinWait();
            } catch (IOException _) {
                return;
            }
        }
        throw new AssertionError("it was never cut off");
    }

    private ClientPort port(HttpHandler handler, Patience patience) throws IOException {
        return fixture.port(handler, ClientPortLimits.defaults().withPatience(patience));
    }
}
