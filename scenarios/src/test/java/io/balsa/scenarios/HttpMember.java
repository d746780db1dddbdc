package io.balsa.scenarios;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A member, asked through HTTP.
final class HttpMember {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI base;

    HttpMember(HttpClient client, int port) {
        this.client = client;
        this.base = URI.create("http://127.0.0.1:%d".formatted(port));
    }

    static HttpClient newClient() {
        return HttpClient.newBuilder().version(HTTP_1_1).connectTimeout(PATIENCE).build();
    }

    /// What it says of itself at `GET /state`.
    ///
    /// @param kv the pairs that it has applied
    record State(String role, long leader, long term, String voters, Map<String, String> kv) {
        boolean isLeader() {
            return role.equals("Leader");
        }
    }

    /// Empty when it does not answer.
    Optional<State> state() throws InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/state"))).map(HttpMember::state);
    }

    /// Writes, and says whether the write was acknowledged. If it was not, it may have happened.
    boolean write(String key, String value, long serial) throws InterruptedException {
        var body = JSON.createObjectNode().put("key", key).put("value", value);
        var request =
                HttpRequest.newBuilder(base.resolve("/kv/write"))
                        .POST(BodyPublishers.ofString(body.put("serial", serial).toString()));
        return answer(request).map(answer -> answer.has("Ok")).orElse(false);
    }

    /// What part it says that it plays, at `GET /status`; empty when it does not answer.
    Optional<String> role() throws InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/status")))
                .map(answer -> answer.get("role").asText());
    }

    /// Writes bytes at `POST /kv/{key}`, and says whether that was acknowledged.
    boolean put(String key, String value) throws InterruptedException {
        return answer(
                        HttpRequest.newBuilder(base.resolve("/kv/" + key))
                                .POST(BodyPublishers.ofString(value)))
                .isPresent();
    }

    /// What it has applied of a key, at `GET /kv/{key}`; empty when that is nothing yet.
    Optional<String> localValue(String key) throws InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/kv/" + key + "?consistency=local")))
                .map(answer -> answer.get("value").asText())
                .map(value -> new String(Base64.getDecoder().decode(value), UTF_8));
    }

    private Optional<JsonNode> answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            var answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return answer.statusCode() == OK
                    ? Optional.of(JSON.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static State state(JsonNode json) {
        var kv = new TreeMap<String, String>();
        json.get("kv")
                .properties()
                .forEach(pair -> kv.put(pair.getKey(), pair.getValue().asText()));
        return new State(
                json.get("role").asText(),
                json.path("current_leader").asLong(),
                json.get("current_term").asLong(),
                json.get("voters").toString(),
                kv);
    }
}
