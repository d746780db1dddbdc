package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.FollowerProgress;
import io.balsa.raft.core.MemberId;

import org.junit.jupiter.api.Test;

import java.util.TreeSet;

class StateTest {
    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void tellsWhatALeaderKnowsOfItsFollowers() {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var last = leader.propose(UTF_8.encode("x")).join().id().index();
            var others = new TreeSet<>(LocalGroup.voters(3).voters());
            others.remove(leader.state().member());

            var state =
                    leader.await()
                            .until(
                                    "all followers to have everything",
                                    seen ->
                                            seen.followers().keySet().equals(others)
                                                    && seen.followers().values().stream()
                                                            .allMatch(
                                                                    f -> f.matchedIndex() >= last),
                                    LocalGroup.LONG)
                            .join();

            for (var follower : state.followers().values()) {
                assertThat(follower.progress().phase())
                        .isEqualTo(FollowerProgress.Phase.REPLICATING);
                assertThat(follower.heardNanosAgo()).isLessThan(LocalGroup.LONG.toNanos());
            }
            assertThat(group.follower().state().followers()).isEmpty();
        }
    }

    @Test
    void tellsOfAFollowerThatHasNeverAnswered() {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var silent = MemberId.of(4);
            leader.membership().addLearner(silent, "nowhere", false).join();

            var state =
                    leader.await()
                            .until(
                                    "the new follower",
                                    seen -> seen.followers().containsKey(silent),
                                    LocalGroup.LONG)
                            .join();
            var follower = requireNonNull(state.followers().get(silent));
            assertThat(follower.heardNanosAgo()).isEqualTo(Long.MAX_VALUE);
            assertThat(follower.progress().phase()).isEqualTo(FollowerProgress.Phase.PROBING);
        }
    }

    @Test
    void growsOlderWhileALeaderIsSilent() {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var follower = group.follower();
            var lost = requireNonNull(leader.state().member());
            group.network().cut(lost);
            var state =
                    follower.await()
                            .until(
                                    "no leader",
                                    seen -> !lost.equals(seen.leader()),
                                    LocalGroup.LONG)
                            .join();

            assertThat(state.leaderHeardNanosAgo()).isPositive();
        }
    }

    @Test
    void saysHowFarTheLogHasCome() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            assertThat(node.state().leaderHeardNanosAgo()).isEqualTo(Long.MAX_VALUE);
            runtime.run();
            runtime.hold("disk");
            var _ = node.propose(UTF_8.encode("x"));
            runtime.run();
            assertThat(node.state().log())
                    .extracting(LogState::durableIndex, LogState::commitIndex)
                    .containsExactly(2L, 2L);
            assertThat(node.state().lastEntry().index()).isEqualTo(3);
            runtime.release();
            runtime.run();

            assertThat(node.state().log().durableIndex()).isEqualTo(3);
            assertThat(node.state().leader()).isEqualTo(MemberId.of(1));
            assertThat(node.state().leaderHeardNanosAgo()).isZero();
        }
    }
}
