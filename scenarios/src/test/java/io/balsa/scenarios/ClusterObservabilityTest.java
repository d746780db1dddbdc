package io.balsa.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What can be seen of three members from outside, as the OpenRaft + SurrealKV store has it:
/// elections at `GET /status`, and writes at `/kv/{key}`.
///
/// `-Dgroups=cluster` runs these alone, `-DexcludedGroups=cluster` all but these. That store gives
/// each 12 s; here, a busy machine has longer.
@Tag("cluster")
class ClusterObservabilityTest {
    /// Looks one after the other that must show the same: as long as the three of that store, which
    /// are 200 ms apart.
    private static final int LOOKS = 12;

    @RegisterExtension private final ClusterFixture fixture = new ClusterFixture("grpc");

    @Test
    void threeMembersShowOneLeaderAndItStays() throws Exception {
        var cluster = fixture.cluster();
        var seen = new ArrayList<List<String>>();

        Await.untilTrue(
                "exactly one leads, in %d looks one after the other".formatted(LOOKS),
                () -> {
                    var roles = roles(cluster);
                    if (Collections.frequency(roles, "Leader") != 1
                            || Collections.frequency(roles, "Follower") != 2
                            || (!seen.isEmpty() && !seen.getLast().equals(roles))) {
                        seen.clear();
                    } else {
                        seen.add(roles);
                    }
                    return seen.size() == LOOKS;
                });
    }

    @Test
    void whatTheLeaderTookIsSeenOnAllThree() throws Exception {
        var cluster = fixture.cluster();
        var leader = cluster.awaitLeader(cluster.members());

        Await.untilTrue("a write", () -> cluster.http(leader).put("visible", "everywhere"));

        for (var member : cluster.members()) {
            assertThat(
                            Await.until(
                                    "member %d shows it".formatted(member.id()),
                                    () -> cluster.http(member.id()).localValue("visible")))
                    .isEqualTo("everywhere");
        }
    }

    private static List<String> roles(Cluster cluster) throws InterruptedException {
        var roles = new ArrayList<String>();
        for (var member : cluster.members()) {
            member.requireRunning();
            roles.add(cluster.http(member.id()).role().orElse("(no answer)"));
        }
        return roles;
    }
}
