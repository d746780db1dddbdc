package io.balsa.server.http.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.balsa.server.Http;
import io.balsa.server.Members;
import io.balsa.server.Server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.UUID;

class ProbesTest {
    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    @Test
    void isHealthyButNotReadyBeforeItBelongsToAGroup() throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        settings.put("cluster.bootstrap", "false");
        var server = members.start(settings);

        assertThat(http.get(server, "/health"))
                .isEqualTo("200 {\"status\":\"healthy\",\"node_id\":1}");
        assertThat(http.json(server, "/ready").get("ready").asBoolean()).isFalse();
        assertThat(http.json(server, "/ready").at("/details/last_error").asText()).isNotBlank();
        assertThat(http.get(server, "/ready?status")).startsWith("503 {\"ready\":false");
        assertThat(http.json(server, "/status").get("role").asText()).isEqualTo("Standalone");
    }

    @Test
    void isReadyOnceItCanServeALinearizableRead() throws Exception {
        var server = members.alone();
        Members.await(() -> isReady(server));

        var ready = http.json(server, "/ready");
        assertThat(ready.get("ready").asBoolean()).isTrue();
        assertThat(ready.get("node_id").asLong()).isEqualTo(1);
        assertThat(ready.at("/details/last_error").isNull()).isTrue();
        assertThat(ready.at("/details/checked_at_unix_ms").asLong()).isPositive();
        assertThat(http.get(server, "/ready?status")).startsWith("200 ");
        var status = http.json(server, "/status");
        assertThat(status.get("role").asText()).isEqualTo("Leader");
        assertThat(status.get("term").asLong()).isEqualTo(server.state().term());
        assertThat(status.get("applied_index").asLong()).isPositive();
    }

    @Test
    void isNotReadyWithoutAQuorum() throws Exception {
        var servers = members.three();
        servers.forEach(Members::awaitLeader);
        var last = servers.getLast();
        Members.await(() -> isReady(last));
        servers.stream().limit(2).forEach(Server::close);

        assertThat(http.json(last, "/ready").get("ready").asBoolean()).isFalse();
        assertThat(http.get(last, "/health")).startsWith("200 ");
    }

    private boolean isReady(Server server) {
        try {
            return http.json(server, "/ready").get("ready").asBoolean();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void isNotHealthyWhenItsFolderCannotBeWritten() throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        var server = members.start(settings);
        var folder = Path.of(settings.get("node.data_dir"));
        Files.createDirectory(folder.resolve("PROBE"));

        assertThat(http.get(server, "/health"))
                .startsWith("503 {\"status\":\"unhealthy\",\"node_id\":1,\"error\":\"cannot write");
    }

    @Test
    void isHealthyWhileItsDiskIsFull() throws Exception {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no /dev/full here");
        var settings = new HashMap<>(Members.settings(members.folder()));
        var server = members.start(settings);
        var folder = Path.of(settings.get("node.data_dir"));
        Files.createSymbolicLink(folder.resolve("PROBE"), full);

        assertThat(http.get(server, "/health")).startsWith("200 ");
    }

    @Test
    void givesEveryAnswerTheIdOfItsRequest() throws Exception {
        var server = members.alone();

        var own = http.send(server, "GET", "/healthz", "", "x-request-id", "mine-7");
        var made = http.send(server, "GET", "/nothing", "");
        var unusable = http.send(server, "GET", "/healthz", "", "x-request-id", "a b");

        assertThat(own.headers().firstValue("x-request-id")).contains("mine-7");
        assertThat(UUID.fromString(made.headers().firstValue("x-request-id").orElseThrow()))
                .isNotNull();
        assertThat(unusable.headers().firstValue("x-request-id").orElseThrow()).hasSize(36);
    }

    @Test
    void saysWithOptionsAndHeadWhatARouteTakes() throws Exception {
        var server = members.alone();

        var options = http.send(server, "OPTIONS", "/kv/a", "");
        var head = http.send(server, "HEAD", "/status", "");
        var wrong = http.send(server, "DELETE", "/write", "");

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).contains("GET, POST, DELETE, HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("allow")).contains("POST");
    }
}
