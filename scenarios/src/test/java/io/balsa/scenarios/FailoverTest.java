package io.balsa.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// `-Dscenario.rounds=N` goes through each story that often.
class FailoverTest {
    private static final int WRITES = 8;

    @RegisterExtension private final ClusterFixture fixture = new ClusterFixture(transport());

    private final Map<String, String> written = new TreeMap<>();

    /// What carries messages between the members.
    String transport() {
        return "grpc";
    }

    static IntStream rounds() {
        return IntStream.rangeClosed(1, Integer.getInteger("scenario.rounds", 1));
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void losesTheLeaderToAKillAndNoWrite(int round) throws Exception {
        var cluster = fixture.cluster();
        var first = cluster.awaitLeader(cluster.members());
        write(cluster, first);

        cluster.member(first).kill();
        var second = cluster.awaitLeader(cluster.without(first));
        assertThat(second).isNotEqualTo(first);
        write(cluster, second);
        cluster.member(first).start();

        assertAllAgree(cluster);
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void aPausedLeaderStepsDownWhenItWakesAndServesNothingStale(int round) throws Exception {
        var cluster = fixture.cluster();
        var first = cluster.awaitLeader(cluster.members());
        write(cluster, first);
        var firstTerm = cluster.awaitState(first).term();
        cluster.member(first).pause();
        var second = cluster.awaitLeader(cluster.without(first));
        assertThat(second).isNotEqualTo(first);
        write(cluster, second);
        cluster.member(first).resume();

        // It still takes itself for the leader when it wakes, and must find out before it answers.
        assertThat(cluster.linearizablePairs(first)).isEqualTo(written);
        assertAllAgree(cluster);
        assertThat(cluster.awaitState(first).term()).isGreaterThan(firstTerm);
        var follows = Pattern.compile("member %d follows member \\d in term".formatted(first));
        Await.untilTrue(
                "member %d says that it follows".formatted(first),
                () -> follows.matcher(cluster.member(first).log()).find());
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void aLeaderThatIsAskedToEndDoesSoCleanlyAndTheOthersGoOn(int round) throws Exception {
        var cluster = fixture.cluster();
        var first = cluster.awaitLeader(cluster.members());
        write(cluster, first);

        assertThat(cluster.member(first).terminate()).isZero();
        var second = cluster.awaitLeader(cluster.without(first));
        write(cluster, second);
        cluster.member(first).start();

        assertAllAgree(cluster);
        assertThat(cluster.member(first).workingFolder()).isEmptyDirectory();
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void allMembersDieInTheMiddleOfWritesAndKeepWhatTheyAcknowledged(int round) throws Exception {
        var cluster = fixture.cluster();
        cluster.awaitLeader(cluster.members());
        var acknowledged = new ConcurrentSkipListMap<String, String>();
        var isOver = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> writeUntil(isOver, cluster, acknowledged));

        Await.untilTrue("some writes", () -> acknowledged.size() >= 5 * WRITES);
        for (var member : cluster.members()) {
            member.kill();
        }
        isOver.set(true);
        writer.join();
        for (var member : cluster.members()) {
            member.start();
        }

        cluster.awaitLeader(cluster.members());
        for (var member : cluster.members()) {
            assertThat(cluster.linearizablePairs(member.id())).containsAllEntriesOf(acknowledged);
        }
    }

    private void write(Cluster cluster, long through) throws Exception {
        for (var i = 0; i < WRITES; i++) {
            var number = written.size();
            var key = "raft-key-" + number;
            cluster.write(through, key, "value-" + number, number + 1);
            written.put(key, "value-" + number);
        }
    }

    /// Every member serves every request, so each takes its turn.
    private static void writeUntil(
            AtomicBoolean isOver, Cluster cluster, Map<String, String> acknowledged) {
        try {
            for (var i = 0; !isOver.get(); i++) {
                var key = "raft-key-" + i;
                if (cluster.tryWrite(i % 3 + 1, key, "value-" + i, i + 1)) {
                    acknowledged.put(key, "value-" + i);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertAllAgree(Cluster cluster) throws Exception {
        assertThat(written).hasSize(2 * WRITES);
        cluster.awaitLeader(cluster.members());
        cluster.awaitEverywhere(written);
        for (var member : cluster.members()) {
            assertThat(cluster.awaitState(member.id()).voters()).isEqualTo("[1,2,3]");
            assertThat(cluster.linearizablePairs(member.id())).isEqualTo(written);
        }
    }
}
