package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;

/// What the client port refuses is counted, and has an id, like everything else.
class PortRefusalsTest {
    @RegisterExtension final Members members = new Members();

    @Test
    void countsThemAndGivesThemAnId() throws Exception {
        var server =
                members.alone(
                        Map.of(
                                "limits.http_head_bytes_max",
                                "1000",
                                "limits.request_timeout_ms",
                                "500"));
        var half = "POST /kv/a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n1";

        expect(server, get("/" + "x".repeat(1_000), ""), "414", "limits.http_head_bytes_max");
        expect(
                server,
                get("/", "X: " + "x".repeat(1_000) + "\r\n"),
                "431",
                "1000 bytes (limits.http_head_bytes_max)");
        expect(server, "\0\0\0\0\0\0", "400", "neither HTTP/1.1 nor HTTP/2");
        expect(server, half, "408", "limits.request_timeout_ms");
        expect(server, "GET / HTTP/1.1\r\nHost: x\r\n", "408", "limits.request_timeout_ms", 2);
    }

    private static String get(String target, String header) {
        return "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(target, header);
    }

    private static void expect(Server server, String request, String status, String words)
            throws IOException {
        expect(server, request, status, words, 1);
    }

    /// @param count of such refusals so far
    private static void expect(
            Server server, String request, String status, String words, int count)
            throws IOException {
        assertThat(exchange(server, request))
                .startsWith("HTTP/1.1 " + status)
                .containsPattern("(?i)x-request-id: [0-9a-f-]{36}")
                .contains(words);
        assertThat(exchange(server, "GET /metrics HTTP/1.0\r\n\r\n"))
                .containsPattern(
                        "http_requests_total\\{endpoint=\"unknown\",method=\"unknown\","
                                + "node_id=\"1\",status=\"%s\"} %d".formatted(status, count));
    }

    private static String exchange(Server server, String request) throws IOException {
        var address = server.clientAddress();
        try (var socket = new Socket(address.host(), address.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
