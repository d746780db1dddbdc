package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A member that needs what the others have purged gets the state instead, whatever comes between.
class SnapshotTransferTest {
    private static final int WORDS = 3_000;

    /// Snapshots of more than 300 KB: several of the blocks that a receiver keeps over a restart.
    private static final int LETTERS = 100;

    /// Some eighty chunks, in a second or two.
    private static final SnapshotOptions SLOWLY =
            new SnapshotOptions(
                    SnapshotPolicy.BY_HAND,
                    new TransferLimits(4 << 10, 16 << 10, 200_000, 300_000_000, 3, 2));

    /// Asks soon, and as often as usual.
    private static final SnapshotOptions PATIENTLY =
            SnapshotOptions.of(SnapshotPolicy.BY_HAND)
                    .withTransfer(
                            TransferLimits.DEFAULT
                                    .withChunkBytes(4 << 10)
                                    .withWindowBytes(16 << 10)
                                    .withChunkTime(Duration.ofMillis(200)));

    /// Where a transfer stops: two blocks have arrived, and a part of the third.
    private static final int STOP = 150_000;

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
        group.proposeLong(1, WORDS, LETTERS);
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

    /// Waits until the leader knows of more than `bytes` that have arrived, of which more come.
    private static void awaitTransfer(RaftNode<Integer> leader, long bytes) {
        leader.await()
                .until(
                        "some of the snapshot to arrive",
                        state ->
                                state.followers().values().stream()
                                        .map(FollowerState::snapshot)
                                        .anyMatch(transfer -> isUnderWay(transfer, bytes)),
                        LocalGroup.LONG)
                .join();
    }

    private static boolean isUnderWay(@Nullable SnapshotTransfer transfer, long bytes) {
        return transfer != null
                && transfer.arrivedBytes() > bytes
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
            awaitTransfer(group.node(1), 2_000);
            group.propose(1, 100);

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 101);
        }
    }

    @Test
    void whoeverWaitsForAMemberSeesHowFarItsSnapshotIs() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(SLOWLY)) {
            leaveMemberThreeBehind(group);
            group.start(3);
            var steps = new ArrayList<CatchUp>();
            var membership = group.node(1).membership();
            membership.awaitCaughtUp(MemberId.of(3), 0, LocalGroup.LONG, steps::add).join();
            assertThat(steps.stream().map(CatchUp::snapshot).filter(at -> isUnderWay(at, 1)))
                    .extracting(SnapshotTransfer::arrivedBytes)
                    .isNotEmpty()
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(steps.getLast().lagEntries()).isZero();
        }
    }

    @Test
    void goesOnAlthoughTheReceiverIsStartedAgainMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(PATIENTLY)) {
            stopOnTheWayToMemberThree(group);

            group.stop(3);
            var rest = letGoOn(group);
            group.start(3);

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 1);
            assertIsTheRest(rest);
        }
    }

    @Test
    void goesOnAlthoughTheSenderIsStartedAgainMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(PATIENTLY)) {
            stopOnTheWayToMemberThree(group);

            group.stop(1);
            var rest = letGoOn(group);
            group.start(1);

            leader(group, 1, 2, 3);
            assertThat(group.words(3, WORDS + 3)).hasSize(WORDS + 1);
            assertIsTheRest(rest);
        }
    }

    @Test
    void goesOnAlthoughTheConnectionIsLostMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(PATIENTLY)) {
            stopOnTheWayToMemberThree(group);

            group.network().cut(MemberId.of(3));
            group.propose(1, 10);
            var rest = letGoOn(group);
            group.network().mend(MemberId.of(3));

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 11);
            assertIsTheRest(rest);
        }
    }

    /// With the one that it began with, and the entries behind it: they are still in the log.
    @Test
    void goesOnAlthoughTheLeaderHasANewerSnapshotMeanwhile() throws Exception {
        try (var group = new DurableGroup(folder, 3).with(PATIENTLY)) {
            stopOnTheWayToMemberThree(group);

            group.network().cut(MemberId.of(3));
            group.propose(1, 10);
            var newer = group.node(1).trigger().snapshot().join();
            group.node(1).await().snapshot(newer.index(), LocalGroup.LONG).join();
            awaitQuestions(group, 8);
            var rest = letGoOn(group);
            group.network().mend(MemberId.of(3));

            assertThat(group.words(3, appliedBy(group, 1))).hasSize(WORDS + 11);
            assertThat(group.machine(3).restoredWords()).isEqualTo(WORDS + 1);
            assertIsTheRest(rest);
        }
    }

    /// Member 3 has some of the snapshot and waits for more, which is lost as long as nobody lets
    /// it go on.
    private static void stopOnTheWayToMemberThree(DurableGroup group) throws Exception {
        leaveMemberThreeBehind(group);
        group.network()
                .lose(message -> message instanceof SnapshotChunk chunk && reaches(chunk, STOP));
        group.start(3);
        awaitTransfer(group.node(1), STOP - (4 << 10));
    }

    private static boolean reaches(SnapshotChunk chunk, long position) {
        return chunk.position() + chunk.content().remaining() > position;
    }

    /// Returns what is said of snapshots from now on.
    private static BlockingQueue<PeerMessage> letGoOn(DurableGroup group) {
        var said = hearOfSnapshots(group);
        group.network().lose(_ -> false);
        return said;
    }

    private static BlockingQueue<PeerMessage> hearOfSnapshots(DurableGroup group) {
        var said = new LinkedBlockingQueue<PeerMessage>();
        group.network()
                .listen(message -> {
                    if (message instanceof SnapshotChunk || message instanceof SnapshotAck) {
                        said.add(message);
                    }
                });
        return said;
    }

    /// Waits until it was asked so many times in vain where the receiver stands.
    private static void awaitQuestions(DurableGroup group, int count) throws Exception {
        var said = hearOfSnapshots(group);
        for (var asked = 0; asked < count; asked++) {
            assertThat(said.poll(LocalGroup.LONG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
    }

    /// The receiver has whole blocks at least when it is asked, and nothing of them is sent again.
    private static void assertIsTheRest(Collection<PeerMessage> said) {
        var received =
                said.stream()
                        .filter(SnapshotAck.class::isInstance)
                        .map(SnapshotAck.class::cast)
                        .mapToLong(SnapshotAck::received)
                        .findFirst()
                        .orElseThrow();
        assertThat(received).isBetween(100_000L, (long) STOP);
        assertThat(said)
                .filteredOn(at -> at instanceof SnapshotChunk next && next.content().hasRemaining())
                .isNotEmpty()
                .allMatch(at -> ((SnapshotChunk) at).position() >= received);
    }
}
