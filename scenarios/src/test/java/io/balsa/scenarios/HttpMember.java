package io.balsa.scenarios;

import static java.net.http.HttpClient.Version.HTTP_1_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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
        try {
            var request = HttpRequest.newBuilder(base.resolve("/state")).timeout(PATIENCE).build();
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK
                    ? Optional.of(state(JSON.readTree(answer.body())))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Writes, and says whether the write was acknowledged. If it was not, it may have happened.
    boolean write(String key, String value, long serial) throws InterruptedException {
        var body = JSON.createObjectNode().put("key", key).put("value", value);
        var request =
                HttpRequest.newBuilder(base.resolve("/kv/write"))
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(body.put("serial", serial).toString()))
                        .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK && JSON.readTree(answer.body()).has("Ok");
        } catch (IOException _) {
            return false;
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
