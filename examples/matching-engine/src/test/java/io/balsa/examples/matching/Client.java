package io.balsa.examples.matching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A client of one member, over HTTP. Texts have single quotes for double ones.
final class Client implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    /// An answer: its status and its body.
    record Answer(int status, JsonNode body) {
        JsonNode ok() {
            if (status != 200 || !body.has("Ok")) {
                throw new AssertionError("not well: " + this);
            }
            return body.get("Ok");
        }
    }

    Answer post(InetSocketAddress member, String path, String body)
            throws IOException, InterruptedException {
        var request = request(member, path).POST(BodyPublishers.ofString(body.replace('\'', '"')));
        var response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    HttpResponse<String> send(InetSocketAddress member, String path, String accept)
            throws IOException, InterruptedException {
        var request = request(member, path).header("Accept", accept).GET();
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(InetSocketAddress member, String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(member.getPort(), path)))
                .timeout(PATIENCE);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
