package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// A member that needs what the others have purged gets the state instead, whatever comes between.
class SnapshotTransferTest {
    private static final int WORDS = 3_000;

    /// Some thirty chunks, in a second or two.
    private static final SnapshotOptions SLOWLY =
            new SnapshotOptions(
                    SnapshotPolicy.BY_HAND,
                    new TransferLimits(1 << 10, 4 << 10, 20_000, 300_000_000, 3, 2));

    @TempDir private Path folder;

    /// Members 1 and 2 have words that member 3 lacks, and have purged them. Member 1 leads.
    private static void leaveMemberThreeBehind(DurableGroup group) throws Exception {
        leaveBehind(group, List.of(1L, 2L), List.of(3L));
    }

    private static void leaveBehind(DurableGroup group, List<Long> staying, List<Long> going)
            throws Exception {
        group.startAll();
        group.node(1).await().recovered(LocalGroup.LONG).join();
        group.awaitBegun();
        group.propose(1, 1);
        for (var member : going) {
            group.words(member, 3);
            group.stop(member);
        }
        group.propose(1, WORDS);
        for (var member : staying) {
            group.node(member).await().applied(appliedBy(group, 1), LocalGroup.LONG).join();
            group.node(member).trigger().snapshot().join();
            group.node(member).await().purged(WORDS, LocalGroup.LONG).join();
        }
    }

    private static long appliedBy(DurableGroup group, long member) {
        return group.node(member).state().log().appliedIndex();
    }

    private static RaftNode<Integer> leader(DurableGroup group, long... members) {
        for (var member : members) {
            group.node(member).await().leader(LocalGroup.LONG).join();
        }
        for (var member : members) {
            if (group.node(member).state().role() instanceof Role.Leader) {
                return group.node(member);
            }
        }
        return leader(group, members);
    }

    private static void awaitTransfer(RaftNode<Integer> leader) {
        leader.await()
                .until(
                        "some of the snapshot to arrive",
                        state ->
                                state.followers().values().stream()
                                        .map(FollowerState::snapshot)
                                        .anyMatch(SnapshotTransferTest::isUnderWay),
                        LocalGroup.LONG)
                .join();
    }

    private static boolean isUnderWay(@Nullable SnapshotTransfer transfer) {
        return transfer != null
                && transfer.arrivedBytes() > 2_000
                && transfer.arrivedBytes() < transfer.bytes();
    }

    @Test
    void sendsTheSnapshotToAMemberThatLagsBehind() throws Exception {
        try (var group = new DurableGroup(folder, 3)) {
            leaveMemberThreeBehind(group);

            group.start(3);
            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 1);
            assertThat(group.machine(3).restoredWords()).isEqualTo(WORDS + 1);

            group.propose(1, 5);
            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 6);
        }
    }

    @Test
    void sendsTheSnapshotToTwoMembersThatLagBehind() throws Exception {
        try (var group = new DurableGroup(folder, 5).with(SLOWLY)) {
            leaveBehind(group, List.of(1L, 2L, 3L), List.of(4L, 5L));

            group.start(4);
            group.start(5);

            for (var member : List.of(4L, 5L)) {
                assertThat(group.words(member, appliedBy(group, 1))).hasSize(WORDS + 1);
                assertThat(group.machine(member).restoredWords()).isEqualTo(WORDS + 1);
            }
        }
    }

    /// Also when the snapshot has come before the member knew of the term.
    @Test
    void goesOnFromAReceivedSnapshotAfterARestart() throws Exception {
        try (var group = new DurableGroup(folder, 3)) {
            leaveMemberThreeBehind(group);
            group.start(3);
            group.words(3, appliedBy(group, 1));
            group.stop(3);

            group.start(3);

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 1);
        }
    }

    @Test
    void proposalsGoOnWhileASnapshotIsSent() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(SLOWLY)) {
            leaveMemberThreeBehind(group);
            group.start(3);
            awaitTransfer(group.node(1));

            group.propose(1, 100);

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 101);
        }
    }

    @Test
    void finishesAlthoughTheReceiverIsStartedAgainMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(SLOWLY)) {
            leaveMemberThreeBehind(group);
            group.start(3);
            awaitTransfer(group.node(1));

            group.stop(3);
            group.start(3);

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 1);
        }
    }

    @Test
    void finishesAlthoughTheSenderIsStartedAgainMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(SLOWLY)) {
            leaveMemberThreeBehind(group);
            group.start(3);
            awaitTransfer(group.node(1));

            group.stop(1);
            group.start(1);

            leader(group, 1, 2, 3);
            assertThat(group.words(3, WORDS + 3)).hasSize(WORDS + 1);
        }
    }

    @Test
    void finishesAlthoughTheConnectionIsLostMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(SLOWLY)) {
            leaveMemberThreeBehind(group);
            group.start(3);
            awaitTransfer(group.node(1));

            group.network().cut(MemberId.of(3));
            group.propose(1, 10);
            group.network().mend(MemberId.of(3));

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 11);
        }
    }
}
