package io.balsa.server.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.CompletableFuture.completedStage;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A client port on any free port, and clients for it that go when the test ends.
final class PortFixture implements AfterEachCallback {
    private static final int SOCKET_MILLIS_MAX = 60_000;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    ClientPort port(HttpHandler handler) throws IOException {
        return port(handler, ClientPortLimits.defaults());
    }

    ClientPort port(HttpHandler handler, ClientPortLimits limits) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return keep(ClientPort.open(any, List.of(new Echo()), handler, limits));
    }

    /// Answers with the body, or the path where there is none.
    static HttpHandler echo() {
        return request -> {
            var text = request.body().hasRemaining() ? request.text() : request.target().path();
            return completedStage(HttpResponse.text(200, text));
        };
    }

    HttpClient http() {
        return keep(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    static URI uri(ClientPort port, String target) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port.address().getPort(), target));
    }

    ManagedChannel grpc(ClientPort port) {
        var channel = NettyChannelBuilder.forAddress(port.address()).usePlaintext().build();
        open.push(() -> channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
        return channel;
    }

    /// A bare connection. Reading from it fails after a minute.
    Socket socket(ClientPort port) throws IOException {
        var socket = keep(new Socket(InetAddress.getLoopbackAddress(), port.address().getPort()));
        socket.setSoTimeout(SOCKET_MILLIS_MAX);
        return socket;
    }

    /// Sends `text` on a connection of its own, and returns all that comes until the end.
    String exchange(ClientPort port, String text) throws IOException {
        try (var socket = socket(port)) {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }
}
