package io.balsa.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.balsa.server.Http;
import io.balsa.server.Members;
import io.balsa.server.Server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// Groups that grow from one member to three, as the scripts of the families do it.
class GrowthTest {
    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    @Test
    void growsThroughTheRoutesOfOpenraftInTheirOlderForm() throws Exception {
        var servers = members.threeOfNoGroup();
        var first = servers.getFirst();

        assertThat(http.post(first, "/init", "")).isEqualTo("200 {\"Ok\":null}");
        for (var id : List.of(2, 3)) {
            var body = "[%d,'%s']".formatted(id, servers.get(id - 1).peerAddress());
            var learner = http.postJson(first, "/add-learner", body).get("Ok");
            assertThat(learner.at("/membership/configs").toString()).isEqualTo("[[1]]");
            assertThat(learner.at("/membership/nodes").has("" + id)).isTrue();
        }
        var grown = http.postJson(first, "/change-membership", "[1,2,3]").get("Ok");

        assertThat(grown.at("/membership/configs").toString()).isEqualTo("[[1,2,3]]");
        servesEveryRequestOnEveryMember(servers);
        assertThat(
                        http.postJson(
                                        first,
                                        "/change-membership",
                                        "{'members':[1,2],'retain':true}")
                                .at("/Ok/membership/configs")
                                .toString())
                .isEqualTo("[[1,2]]");
        assertThat(first.state().membership().learners()).hasToString("[3]");
    }

    @Test
    void growsThroughTheRoutesOfOpenraftInTheirNewerForm() throws Exception {
        var servers = members.threeOfNoGroup();
        var first = servers.getFirst();
        var self =
                "[[1,{'raft_addr':'%s','data':'%s'}]]"
                        .formatted(first.peerAddress(), first.clientAddress());
        assertThat(http.post(first, "/init", self)).isEqualTo("200 {\"Ok\":null}");
        for (var id : List.of(2, 3)) {
            var other = servers.get(id - 1);
            var body =
                    "{'node_id':%d,'api_addr':'%s','raft_addr':'%s'}"
                            .formatted(id, other.clientAddress(), other.peerAddress());
            http.postJson(first, "/add-learner", body);
        }
        http.postJson(first, "/change-membership", "[1,2,3]");

        servesEveryRequestOnEveryMember(servers);
    }

    @Test
    void growsThroughTheRoutesOfTheFailoverScenario() throws Exception {
        var servers = members.threeOfNoGroup();
        var first = servers.getFirst();

        assertThat(http.post(first, "/admin/init", "{}")).isEqualTo("200 {\"Ok\":null}");
        for (var id : List.of(2, 3)) {
            var address = http.json(servers.get(id - 1), "/state").get("public_addr").asText();
            var body = "{'node_id':%d,'addr':'%s'}".formatted(id, address);
            for (var i = 0; i < 2; i++) {
                assertThat(http.post(first, "/admin/add-learner", body))
                        .isEqualTo("200 {\"Ok\":null}");
            }
        }
        assertThat(http.post(first, "/admin/change-membership", "{'voters':[1,2,3]}"))
                .isEqualTo("200 {\"Ok\":null}");

        for (var server : servers) {
            Members.await(() -> voters(server).equals("[1, 2, 3]"));
            assertThat(http.json(server, "/state").get("voters").toString()).isEqualTo("[1,2,3]");
        }
        servesEveryRequestOnEveryMember(servers);
    }

    private static String voters(Server server) {
        return server.state().committed().membership().voters().toString();
    }

    private void servesEveryRequestOnEveryMember(List<Server> servers) throws Exception {
        servers.forEach(Members::awaitLeader);
        for (var writer : servers) {
            var key = "by-" + writer.state().member();
            assertThat(
                            http.post(
                                    writer,
                                    "/write",
                                    "{'Set':{'key':'%s','value':'1'}}".formatted(key)))
                    .startsWith("200 {\"Ok\":{\"log_id\":");
            assertThat(http.post(writer, "/kv/" + key + "-too", "2")).startsWith("200 ");
            for (var reader : servers) {
                for (var route :
                        List.of("/consistent_read", "/linearizable_read", "/follower_read")) {
                    assertThat(http.post(reader, route, "'%s'".formatted(key)))
                            .as(route + " on " + reader.state().member())
                            .startsWith("200 {\"Ok\":")
                            .contains("\"1\"");
                }
                assertThat(http.get(reader, "/kv/" + key + "-too"))
                        .isEqualTo("200 {\"value\":\"Mg==\"}");
            }
        }
    }

    /// One of the systems that these routes are from applied a write locally where it could not
    /// reach the leader, and called it a success.
    @Test
    void appliesNoWriteOutsideTheLog() throws Exception {
        var servers = members.three();
        servers.forEach(Members::awaitLeader);
        var last = servers.getLast();
        servers.stream().limit(2).forEach(Server::close);

        // Each takes its time.
        var write = supplyAsync(() -> post(last, "/write", "{'Set':{'key':'lost','value':'1'}}"));
        assertThat(post(last, "/kv/lost", "1")).startsWith("50");
        assertThat(write.join()).startsWith("200 {\"Err\":");
        assertThat(http.get(last, "/kv/lost?consistency=local")).startsWith("404 ");
        assertThat(http.post(last, "/read", "'lost'")).isEqualTo("200 {\"Ok\":\"\"}");
    }

    private String post(Server server, String target, String body) {
        try {
            return http.post(server, target, body);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void saysWhoLeadsWhenAnotherIsAskedToChangeTheGroup() throws Exception {
        var servers = members.three();
        var leader = servers.getFirst().state().leader();
        var other =
                servers.stream()
                        .filter(server -> !server.state().member().equals(leader))
                        .findFirst()
                        .orElseThrow();

        var answer = http.postJson(other, "/change-membership", "[1,2]");

        assertThat(answer.at("/Err/ForwardToLeader/leader_id").asText()).hasToString("" + leader);
        assertThat(answer.at("/Err/ForwardToLeader/leader_node/raft_addr").asText())
                .isEqualTo(other.state().membership().addresses().get(leader));
        assertThat(http.post(other, "/add-learner", "[4,'127.0.0.1:4']"))
                .startsWith("200 {\"Err\":{\"ForwardToLeader\":{\"leader_id\":" + leader);
        for (var change :
                List.of(
                        http.post(other, "/admin/change-membership", "{'voters':[1,2]}"),
                        http.post(
                                other,
                                "/admin/add-learner",
                                "{'node_id':4,'addr':'127.0.0.1:4'}"))) {
            assertThat(change)
                    .startsWith("503 {\"Err\":\"only the leader can do this: ask member " + leader);
        }
    }
}
