package io.balsa.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A real client over a real socket, in one line. Apostrophes in bodies stand for quotes.
public final class Http implements AfterEachCallback {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// The status and the body, with a blank between.
    public String get(Server server, String target, String... headers) throws Exception {
        return line(send(server, "GET", target, "", headers));
    }

    /// The status and the body, with a blank between.
    public String post(Server server, String target, String body) throws Exception {
        return line(send(server, "POST", target, body.replace('\'', '"')));
    }

    /// The body of an answer that is 200.
    public JsonNode json(Server server, String target, String... headers) throws Exception {
        return ok(get(server, target, headers));
    }

    /// The body of an answer that is 200.
    public JsonNode postJson(Server server, String target, String body) throws Exception {
        return ok(post(server, target, body));
    }

    private static JsonNode ok(String answer) throws Exception {
        if (!answer.startsWith("200 ")) {
            throw new AssertionError(answer);
        }
        return JSON.readTree(answer.substring(4));
    }

    public HttpResponse<String> send(
            Server server, String method, String target, String body, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(Members.uri(server, target))
                        .method(method, BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String line(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client.close();
    }
}
