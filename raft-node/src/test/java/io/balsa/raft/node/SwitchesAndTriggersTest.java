package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What an operator can keep a member from doing by itself, and make it do.
class SwitchesAndTriggersTest {
    private static final long ELECTION_NANOS = LeasedGroup.TIMING.electionMaxNanos();

    @TempDir private Path folder;

    @Test
    void staysWithoutALeaderWhileNobodyMayCampaign() {
        try (var group = new LeasedGroup(3, 4)) {
            var term = group.node(1).state().term();
            mayCampaign(group, false);
            group.cut(1);
            group.pass(10 * ELECTION_NANOS);
            assertThat(group.leaderBesides(1)).isZero();
            assertThat(group.node(2).state().term()).isEqualTo(term);
            assertThat(group.node(3).state().term()).isEqualTo(term);

            mayCampaign(group, true);
            group.pass(10 * ELECTION_NANOS);
            assertThat(group.leaderBesides(1)).isNotZero();
        }
    }

    @Test
    void campaignsAllTheSameWhenItIsMadeTo() {
        try (var group = new LeasedGroup(3, 4)) {
            mayCampaign(group, false);
            group.cut(1);
            group.pass(10 * ELECTION_NANOS);

            group.node(2).trigger().elect(true);
            group.run();

            assertThat(group.leaderBesides(1)).isEqualTo(2);
        }
    }

    private static void mayCampaign(LeasedGroup group, boolean isAllowed) {
        group.node(2).switches().elect(isAllowed);
        group.node(3).switches().elect(isAllowed);
        group.run();
    }

    @Test
    void followersLeaveALeaderThatMayNotShowItself() {
        try (var group = new LeasedGroup(3, 4)) {
            group.pass(10 * ELECTION_NANOS);
            assertThat(group.leaderBesides(1)).isZero();

            group.node(1).switches().heartbeat(false);
            group.pass(10 * ELECTION_NANOS);

            assertThat(group.leaderBesides(1)).isNotZero();
        }
    }

    @Test
    void followersStayWithALeaderThatIsMadeToShowItself() {
        try (var group = new LeasedGroup(3, 4)) {
            var term = group.node(1).state().term();
            group.node(1).switches().heartbeat(false);

            for (var i = 0; i < 20; i++) {
                group.node(1).trigger().heartbeat();
                group.pass(LeasedGroup.TIMING.electionMinNanos() / 2);
            }
            assertThat(group.node(2).state().term()).isEqualTo(term);

            group.node(1).switches().heartbeat(true);
            group.pass(10 * ELECTION_NANOS);
            assertThat(group.node(2).state().term()).isEqualTo(term);
        }
    }

    @Test
    void purgesWhatASnapshotHoldsWhateverTailIsKept() throws Exception {
        try (var group = new DurableGroup(folder, 1).startAll()) {
            var node = group.node(1);
            node.await().leader(LocalGroup.LONG).join();
            group.propose(1, 20);
            var taken = node.trigger().snapshot().join().index();
            var kept = node.await().snapshot(taken, LocalGroup.LONG).join().log().purged();
            assertThat(kept.index()).isLessThan(taken - 1);

            node.trigger().purge(taken - 1);
            var purged = node.await().purged(taken - 1, LocalGroup.LONG).join().log().purged();
            assertThat(purged.index()).isEqualTo(taken - 1);

            group.propose(1, 5);
            node.trigger().purge(taken + 5);
            purged = node.await().purged(taken, LocalGroup.LONG).join().log().purged();
            assertThat(purged.index()).isEqualTo(taken);
        }
    }
}
