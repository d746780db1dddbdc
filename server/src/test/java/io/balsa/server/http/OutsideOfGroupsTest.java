package io.balsa.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.balsa.raft.core.Belonging;
import io.balsa.server.Http;
import io.balsa.server.Members;
import io.balsa.server.Server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/// Members that belong to no group, or do no more, cannot help however long a client waits: they
/// say so at once. Every request that waited used to take ten seconds, so that all of a test
/// together would not be done in time.
class OutsideOfGroupsTest {
    private static final Duration FAR_LESS_THAN_WAITING_EACH_TIME = Duration.ofSeconds(45);

    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    @Test
    void aMemberOfNoGroupSaysHowItComesIntoOne() throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        settings.put("cluster.bootstrap", "false");
        var stranger = members.start(settings);

        refusesEverythingButLocalReads(stranger, "this member belongs to no group yet: found one");
        assertThat(http.post(stranger, "/add-learner", "[2,'localhost:1']"))
                .contains("this member belongs to no group yet");
    }

    @Test
    void aRemovedMemberSendsItsClientsToTheOthersAndTakesNothing() throws Exception {
        var servers = members.three();
        var leader = Members.leader(servers);
        assertThat(http.post(leader, "/kv/a", "1")).startsWith("200 ");
        var removed = servers.stream().filter(server -> server != leader).findFirst().orElseThrow();
        var stay =
                servers.stream()
                        .filter(server -> server != removed)
                        .map(server -> server.state().member().toString())
                        .toList();
        var voters = "[%s]".formatted(String.join(",", stay));
        assertThat(http.post(leader, "/change-membership", voters)).startsWith("200 ");
        Members.await(() -> removed.state().belonging() == Belonging.REMOVED);

        refusesEverythingButLocalReads(removed, "this member was removed from its group: ask");

        assertThat(http.get(leader, "/kv/b")).startsWith("404 ");
    }

    private void refusesEverythingButLocalReads(Server server, String why) {
        assertTimeoutPreemptively(
                FAR_LESS_THAN_WAITING_EACH_TIME,
                () -> {
                    for (var round = 0; round < 3; round++) {
                        assertRefused(http.post(server, "/kv/b", "1"), why);
                        assertRefused(http.get(server, "/kv/a"), why);
                    }
                    for (var route : List.of("/write", "/linearizable_read")) {
                        var body =
                                route.equals("/write") ? "{'Set':{'key':'b','value':'1'}}" : "'a'";
                        assertThat(http.post(server, route, body)).contains(why);
                    }
                    assertThat(http.get(server, "/kv/b?consistency=local")).startsWith("404 ");
                    assertThat(http.get(server, "/ready"))
                            .startsWith("200 {\"ready\":false")
                            .contains("\"last_error\":\"" + why);
                });
    }

    private static void assertRefused(String answer, String why) {
        assertThat(answer)
                .startsWith("503 ")
                .contains(why)
                .endsWith("\"may_have_happened\":false}");
    }
}
