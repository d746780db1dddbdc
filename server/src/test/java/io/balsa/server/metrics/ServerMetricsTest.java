package io.balsa.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Role;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.server.Http;
import io.balsa.server.Members;
import io.balsa.server.Server;
import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.SnapshotRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Makes each change and sees the meter move.
class ServerMetricsTest {
    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    @Test
    void followsWhatASingleMemberDoes() throws Exception {
        var server = members.alone(Map.of("limits.value_bytes_max", "100"));
        var before = server.state().lastEntry().index();

        assertThat(value(server, "raft_current_term", ""))
                .isEqualTo((double) server.state().term());
        assertThat(value(server, "raft_state", "state=\"Leader\"")).isEqualTo(1);
        assertThat(value(server, "raft_state", "state=\"Follower\"")).isZero();
        assertThat(value(server, "raft_election_latency_ms_count", "")).isEqualTo(1);
        http.post(server, "/kv/key", "value");
        for (var name :
                new String[] {
                    "raft_commit_index",
                    "raft_applied_index",
                    "raft_log_length",
                    "storage_log_entries"
                }) {
            assertThat(value(server, name, "")).as(name).isEqualTo((double) before + 1);
        }
    }

    @Test
    void followsWhatClientsDoWithTheStore() throws Exception {
        var server = members.alone(Map.of("limits.value_bytes_max", "100"));
        http.post(server, "/kv/a", "1234");
        http.post(server, "/write", "{'Set':{'key':'b','value':'12'}}");
        http.post(server, "/kv/b", "1");
        http.get(server, "/kv/a");
        http.post(server, "/kv/c", "x".repeat(101));
        http.post(server, "/kv/gone", "");
        http.send(server, "DELETE", "/kv/gone", "");

        assertThat(value(server, "storage_keys_total", "")).isEqualTo(2);
        assertThat(value(server, "storage_size_bytes", "")).isEqualTo(1 + 4 + 1 + 1);
        assertThat(value(server, "storage_writes_total", "status=\"success\"")).isEqualTo(4);
        assertThat(value(server, "storage_writes_total", "status=\"error\"")).isEqualTo(1);
        assertThat(value(server, "storage_reads_total", "status=\"success\"")).isEqualTo(1);
        assertThat(value(server, "storage_deletes_total", "status=\"success\"")).isEqualTo(1);
        var created = value(server, "storage_snapshots_created_total", "");
        var _ =
                AdminServiceGrpc.newBlockingStub(members.channel(server))
                        .snapshot(SnapshotRequest.getDefaultInstance());
        Members.await(
                () -> valueOrFail(server, "storage_snapshots_created_total", "") == created + 1);
    }

    @Test
    void countsReadsAndDeletesThatFail() throws Exception {
        var server = members.alone(Map.of("limits.key_bytes_max", "4"));

        http.get(server, "/kv/too-long");
        http.send(server, "DELETE", "/kv/too-long", "");

        assertThat(value(server, "storage_reads_total", "status=\"error\"")).isEqualTo(1);
        assertThat(value(server, "storage_deletes_total", "status=\"error\"")).isEqualTo(1);
    }

    /// What the new member lacks is no longer in the log.
    @Test
    void countsASnapshotThatIsTakenOver() throws Exception {
        var settings = members.settingsOfThree();
        settings.forEach(each -> {
            each.put("cluster.bootstrap", "false");
            each.put("raft.log_retention_entries", "0");
            each.put("raft.log_retention_bytes", "0");
        });
        var first = members.start(settings.getFirst());
        var second = members.start(settings.get(1));
        http.post(first, "/init", "");
        http.post(first, "/kv/a", "1");
        var _ =
                AdminServiceGrpc.newBlockingStub(members.channel(first))
                        .snapshot(SnapshotRequest.getDefaultInstance());
        Members.await(() -> first.state().log().purged().index() > 0);

        http.postJson(first, "/add-learner", "[2,'%s']".formatted(second.peerAddress()));

        Members.await(() -> valueOrFail(second, "storage_snapshots_restored_total", "") > 0);
        assertThat(value(second, "storage_snapshots_restored_total", "")).isEqualTo(1);
    }

    @Test
    void showsThemOnAPortOfTheirOwn() throws Exception {
        var listen = "127.0.0.1:" + FreePorts.one();
        members.alone(Map.of("metrics.listen_addr", listen));
        try (var client = HttpClient.newHttpClient()) {
            var metrics = HttpRequest.newBuilder(URI.create("http://%s/metrics".formatted(listen)));
            var keys = HttpRequest.newBuilder(URI.create("http://%s/kv/a".formatted(listen)));
            var health = HttpRequest.newBuilder(URI.create("http://%s/health".formatted(listen)));
            var ready = HttpRequest.newBuilder(URI.create("http://%s/ready".formatted(listen)));

            assertThat(client.send(metrics.build(), BodyHandlers.ofString()).body())
                    .contains("raft_current_term{node_id=\"1\"");
            assertThat(client.send(health.build(), BodyHandlers.ofString()).body())
                    .contains("\"status\":\"healthy\"");
            assertThat(client.send(ready.build(), BodyHandlers.ofString()).body())
                    .contains("\"ready\":true");
            assertThat(client.send(keys.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void followsWhatHttpClientsAreAnswered() throws Exception {
        var server = members.alone();
        http.get(server, "/kv/a");
        http.get(server, "/kv/b");
        http.get(server, "/nowhere/at/all");

        var notThere = "endpoint=\"/kv/{key}\",method=\"GET\",node_id=\"1\",status=\"404\"";
        assertThat(value(server, "http_requests_total", notThere)).isEqualTo(2);
        assertThat(value(server, "http_requests_total", "endpoint=\"unknown\"")).isEqualTo(1);
        assertThat(value(server, "http_request_duration_ms_count", "endpoint=\"/kv/{key}\""))
                .isEqualTo(2);
    }

    @Test
    void followsElectionsAndReplication() throws Exception {
        var servers = members.threeOfNoGroup();
        var first = servers.getFirst();
        http.post(first, "/init", "");
        http.post(first, "/kv/a", "1");
        for (var id = 2; id <= 3; id++) {
            var peer = servers.get(id - 1).peerAddress();
            http.postJson(first, "/add-learner", "[%d,'%s']".formatted(id, peer));
        }
        http.postJson(first, "/change-membership", "[1,2,3]");
        var success = "peer=\"2\",status=\"success\"";
        var before = value(first, "raft_append_entries_total", success);

        http.post(first, "/kv/a", "2");
        http.post(first, "/kv/a", "3");

        Members.await(() -> valueOrFail(first, "raft_append_entries_total", success) > before);
        assertThat(value(first, "raft_replication_latency_ms_count", "peer=\"2\"")).isPositive();
        var latest = servers.getLast();
        assertThat(value(latest, "raft_vote_requests_total", "granted=\"true\"")).isZero();

        first.close();

        Members.await(() -> isLedAnew(latest));
        var granted =
                value(servers.get(1), "raft_vote_requests_total", "granted=\"true\"")
                        + value(latest, "raft_vote_requests_total", "granted=\"true\"");
        assertThat(granted).isPositive();
    }

    private static boolean isLedAnew(Server server) {
        var leader = server.state().leader();
        return leader != null && leader.value() != 1;
    }

    /// Who leads anew looks for the place where its log and that of a member that lags agree.
    @Test
    void followsConflictsOfLogs() throws Exception {
        var settings = members.settingsOfThree();
        var servers = members.startAll(settings);
        var id = Objects.requireNonNull(servers.getFirst().state().leader()).value();
        var leader = servers.get((int) id - 1);
        var lagging = id % 3 + 1;
        var heir = servers.get((int) (lagging % 3));
        var lags = servers.get((int) lagging - 1);
        Members.await(() -> lags.state().appliedIndex() > 0);
        lags.close();
        http.post(leader, "/kv/a", "1");
        Members.await(() -> heir.state().appliedIndex() == leader.state().appliedIndex());
        leader.close();

        members.start(settings.get((int) lagging - 1));

        Members.await(() -> heir.state().role() instanceof Role.Leader);
        var conflicts = "peer=\"%d\",status=\"conflict\"".formatted(lagging);
        http.post(heir, "/kv/a", "2");
        assertThat(value(heir, "raft_append_entries_total", conflicts)).isPositive();
    }

    @Test
    void showsTheMetersOfTheLibraryToo() throws Exception {
        var server = members.alone();

        assertThat(value(server, "raft_leading", "")).isEqualTo(1);
        assertThat(value(server, "raft_entries_applied_total", "")).isNotNegative();
    }

    private double valueOrFail(Server server, String name, String labels) {
        try {
            return value(server, name, labels);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    /// The value of the first line of this name whose labels contain `labels`.
    private double value(Server server, String name, String labels) throws Exception {
        var text = http.get(server, "/metrics");
        var line =
                Pattern.compile(
                                "^%s\\{[^\n]*%s[^\n]*\\} (\\S+)$"
                                        .formatted(name, Pattern.quote(labels)),
                                Pattern.MULTILINE)
                        .matcher(text);
        assertThat(line.find()).as(name + " {" + labels + "} in " + text).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
