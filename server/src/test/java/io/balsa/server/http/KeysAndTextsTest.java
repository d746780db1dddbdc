package io.balsa.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.balsa.server.Members;
import io.balsa.server.Server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

class KeysAndTextsTest {
    @RegisterExtension final Members members = new Members();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;

    @BeforeEach
    void startAMember() throws Exception {
        server = members.alone(Map.of("limits.value_bytes_max", "1000"));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void saysThatItIsThere() throws Exception {
        assertThat(send("GET", "/healthz", "")).isEqualTo("200 ok");
        assertThat(send("HEAD", "/healthz", "")).isEqualTo("200 ");
    }

    @Test
    void setsGetsAndDeletesAKey() throws Exception {
        assertThat(send("GET", "/kv/k", "")).isEqualTo("404 {\"error\":\"Key 'k' not found\"}");
        assertThat(send("POST", "/kv/k", "hellö"))
                .isEqualTo("200 {\"message\":\"Key 'k' updated successfully\"}");
        var value = Base64.getEncoder().encodeToString("hellö".getBytes(UTF_8));
        for (var suffix : new String[] {"", "?consistency=local", "?consistency=linearizable"}) {
            assertThat(send("GET", "/kv/k" + suffix, ""))
                    .isEqualTo("200 {\"value\":\"%s\"}".formatted(value));
        }
        for (var i = 0; i < 2; i++) {
            assertThat(send("DELETE", "/kv/k", ""))
                    .isEqualTo("200 {\"message\":\"Key 'k' deleted successfully\"}");
        }
        assertThat(send("GET", "/kv/k", "")).startsWith("404");
    }

    @Test
    void takesAnyTextAsAKey() throws Exception {
        assertThat(send("POST", "/kv/a%2Fb%20%22%C3%A4", "1"))
                .isEqualTo("200 {\"message\":\"Key 'a/b \\\"ä' updated successfully\"}");
        assertThat(send("POST", "/kv/read", "{\"key\":\"a/b \\\"ä\"}"))
                .isEqualTo("200 {\"Ok\":{\"value\":\"1\"}}");
    }

    @Test
    void writesAndReadsTexts() throws Exception {
        assertThat(send("POST", "/kv/read", "{\"key\":\"k\"}"))
                .isEqualTo("200 {\"Ok\":{\"value\":null}}");
        assertThat(write("{'key':'k','value':'1','serial':1}"))
                .isEqualTo("200 {\"Ok\":{\"previous\":null}}");
        assertThat(write("{'key':'k','value':'2','serial':1}"))
                .isEqualTo("200 {\"Ok\":{\"previous\":\"1\"}}");
        assertThat(send("POST", "/kv/read", "{\"key\":\"k\"}"))
                .isEqualTo("200 {\"Ok\":{\"value\":\"2\"}}");
    }

    @Test
    void writesOncePerSessionAndSerial() throws Exception {
        var first = "{'key':'k','value':'1','serial':7,'session':'s'}";
        assertThat(write(first)).isEqualTo("200 {\"Ok\":{\"previous\":null}}");
        assertThat(write("{'key':'k','value':'2','serial':8,'session':'s','opens':false}"))
                .isEqualTo("200 {\"Ok\":{\"previous\":\"1\"}}");
        assertThat(write(first)).isEqualTo("200 {\"Ok\":{\"previous\":null}}");
        assertThat(send("POST", "/kv/read", "{\"key\":\"k\"}")).contains("\"2\"");

        assertThat(write("{'key':'k','value':'3','serial':9,'session':'t','opens':false}"))
                .startsWith("409 {\"Err\":\"session is not known");
        assertThat(
                        write(
                                "{'key':'k','value':'3','serial':9,'session':'s',"
                                        + "'answered_below':9}"))
                .startsWith("200");
        assertThat(write(first)).startsWith("409 {\"Err\":\"serial is too far behind");
    }

    @Test
    void describesTheMember() throws Exception {
        send("POST", "/kv/k", "v");

        var state = json(send("GET", "/state", ""));
        assertThat(state.get("node_id").longValue()).isEqualTo(1);
        assertThat(state.get("role").textValue()).isEqualTo("Leader");
        assertThat(state.get("current_leader").longValue()).isEqualTo(1);
        assertThat(state.get("current_term").longValue()).isPositive();
        assertThat(state.get("last_log_index").longValue()).isPositive();
        assertThat(state.get("commit_index")).isEqualTo(state.get("last_log_index"));
        assertThat(state.get("last_applied_index")).isEqualTo(state.get("last_log_index"));
        assertThat(state.get("voters")).hasToString("[1]");
        assertThat(state.get("client_addr").textValue())
                .isEqualTo(server.clientAddress().toString());
        assertThat(state.get("kv")).hasToString("{\"k\":\"v\"}");
        assertThat(state.get("kv_truncated").booleanValue()).isFalse();
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        assertThat(send("POST", "/kv/write", "{\"key\": \"k\",\n  nonsense}"))
                .startsWith("400 {\"Err\":\"malformed JSON at line 2, column ");
        assertThat(send("POST", "/kv/read", "")).startsWith("400 {\"Err\":");
        assertThat(send("POST", "/kv/read", "[]")).startsWith("400 {\"Err\":\"the body must be");
        assertThat(send("POST", "/kv/read", "{\"key\":\"k\"} x")).startsWith("400 {\"Err\":");
        assertThat(send("POST", "/kv/read", "{\"key\":\"k\",\"key\":\"l\"}")).startsWith("400");
    }

    @Test
    void refusesFieldsThatAreMissingOrWrong() throws Exception {
        assertThat(write("{'value':'1','serial':1}"))
                .isEqualTo("400 {\"Err\":\"the field \\\"key\\\" is missing: text\"}");
        assertThat(write("{'key':1,'value':'1','serial':1}"))
                .isEqualTo("400 {\"Err\":\"the field \\\"key\\\" must be text\"}");
        assertThat(write("{'key':'k','value':'1','serial':1.5}"))
                .isEqualTo("400 {\"Err\":\"the field \\\"serial\\\" must be a whole number\"}");
        assertThat(write("{'key':'k','value':'1','serial':1,'ttl':5}"))
                .startsWith("400 {\"Err\":\"unknown field \\\"ttl\\\"; known are ");
        assertThat(write("{'key':'k','value':'1','serial':-1,'session':'s'}"))
                .startsWith("400 {\"Err\":\"session must have");
        assertThat(send("GET", "/kv/k?consistency=strong", ""))
                .isEqualTo("400 {\"error\":\"consistency is linearizable or local\"}");
    }

    @Test
    void refusesAnEmptyKey() throws Exception {
        var refusal = "400 {\"error\":\"key is not provided\"}";
        assertThat(send("GET", "/kv/", "")).isEqualTo(refusal);
        assertThat(send("POST", "/kv/", "v")).isEqualTo(refusal);
        assertThat(send("DELETE", "/kv/", "")).isEqualTo(refusal);
        assertThat(write("{'key':'','value':'1','serial':1}"))
                .isEqualTo("400 {\"Err\":\"key is not provided\"}");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(send("POST", "/kv/k", "v".repeat(1000))).startsWith("200");
        assertThat(send("POST", "/kv/k", "v".repeat(1001)))
                .isEqualTo(
                        "413 {\"error\":\"request is too large: a value has 1001 bytes,"
                                + " limits.value_bytes_max is 1000\",\"may_have_happened\":false}");
        assertThat(send("POST", "/kv/k", "v".repeat(3 << 20))).startsWith("413");
    }

    @Test
    void saysWhatThereIsInsteadOfAnUnknownRoute() throws Exception {
        assertThat(send("GET", "/nothing", ""))
                .startsWith("404 {\"error\":\"nothing at /nothing; there is GET /health, ")
                .contains("DELETE /kv/{key}");
    }

    @Test
    void saysWhichMethodsARouteTakes() throws Exception {
        var response = client.send(request("PUT", "/kv/k", ""), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, POST, DELETE, HEAD");
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        server = members.alone(Map.of("http.enabled", "false"));

        assertThat(send("GET", "/healthz", "")).startsWith("404 {\"error\":\"HTTP is switched off");
    }

    private String write(String body) throws Exception {
        return send("POST", "/kv/write", body.replace('\'', '"'));
    }

    private String send(String method, String target, String body) throws Exception {
        HttpResponse<String> response =
                client.send(request(method, target, body), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private HttpRequest request(String method, String target, String body) {
        return HttpRequest.newBuilder(Members.uri(server, target))
                .method(method, BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static JsonNode json(String answer) throws Exception {
        return JsonMapper.builder().build().readTree(answer.substring(4));
    }
}
