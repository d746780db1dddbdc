package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Role;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RecoveryTest {
    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void waitsOnTheLeaderForItsOwnFirstEntry() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            runtime.hold("disk");
            var answer = group.node(1).await().recovered(Duration.ofDays(1));
            runtime.run();
            assertThat(answer).isNotDone();
            runtime.release();
            runtime.run();

            assertThat(answer).isCompleted();
            assertThat(answer.join().appliedIndex()).isEqualTo(2);
        }
    }

    @Test
    void waitsOnTheOthersForWhatTheLeaderHasCommitted() {
        try (var group = LocalGroup.of(3)) {
            var last = group.leader().propose(UTF_8.encode("x")).join().id().index();

            var state = group.follower().await().recovered(LocalGroup.LONG).join();
            assertThat(state.appliedIndex()).isGreaterThanOrEqualTo(last);
        }
    }

    @Test
    void outlastsTheTimeWithoutALeader() {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var follower = group.follower();
            var old = leader.state().member();
            leader.close();
            follower.await()
                    .until("another leader", state -> !old.equals(state.leader()), LocalGroup.LONG)
                    .join();

            var state = follower.await().recovered(LocalGroup.LONG).join();
            assertThat(state.leader()).isNotNull().isNotEqualTo(old);
            assertThat(state.role()).isNotInstanceOf(Role.Candidate.class);
        }
    }

    @Test
    void givesUpInTime() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT, 3)) {
            var answer = group.node(1).await().recovered(Duration.ofSeconds(60));
            runtime.pass(Duration.ofSeconds(60).toNanos());

            assertThat(answer.exceptionNow())
                    .isInstanceOf(RaftException.TimedOut.class)
                    .hasMessageContaining("to apply what the group has committed");
        }
    }
}
