package io.balsa.examples.matching.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's HTTP server, with a virtual thread for each request.
public final class HttpPort implements AutoCloseable {
    /// A request with a larger body is refused.
    static final int BODY_BYTES_MAX = 1 << 20;

    /// So many times as much is passed over, so that the client reads why.
    private static final int PASSED_OVER_MAX = 16;

    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpPort(HttpServer server) {
        this.server = server;
    }

    /// Listens at `address`, and answers with what `api` says.
    ///
    /// @throws IOException when it cannot listen there
    public static HttpPort open(InetSocketAddress address, Api api) throws IOException {
        var port = new HttpPort(HttpServer.create(address, BACKLOG));
        port.server.createContext("/", exchange -> answer(exchange, api));
        port.server.setExecutor(port.threads);
        port.server.start();
        return port;
    }

    /// Where it listens: with the port in use, also where any would do.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Api api) throws IOException {
        try (exchange) {
            var reply = reply(exchange, api);
            var bytes = reply.bytes();
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Reply reply(HttpExchange exchange, Api api) throws IOException {
        var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            passOver(exchange.getRequestBody());
            return Answers.failure(413, "a request has at most %d bytes".formatted(BODY_BYTES_MAX));
        }
        var accept = exchange.getRequestHeaders().getFirst("Accept");
        var request =
                new Api.Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        new String(body, UTF_8),
                        accept != null && accept.contains("application/json"));
        try {
            return api.answer(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answers.failure(503, "this member is shutting down");
        } catch (RuntimeException e) {
            LOG.error("could not answer {} {}", request.method(), request.path(), e);
            return Answers.failure(500, "this member made a mistake; its log says which");
        }
    }

    /// A connection that is closed while there is more to read is reset, and the client may never
    /// read why.
    private static void passOver(InputStream rest) throws IOException {
        for (var i = 0; i < PASSED_OVER_MAX; i++) {
            if (rest.readNBytes(BODY_BYTES_MAX).length == 0) {
                return;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
