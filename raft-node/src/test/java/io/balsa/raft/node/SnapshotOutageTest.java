package io.balsa.raft.node;

import static io.balsa.raft.node.LoneSender.BYTES;
import static io.balsa.raft.node.LoneSender.LIMITS;
import static io.balsa.raft.node.LoneSender.SECOND;
import static io.balsa.raft.node.LoneSender.TERM;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;

import org.junit.jupiter.api.Test;

/// What becomes of a snapshot on its way to a member that does not answer for a while, message by
/// message.
class SnapshotOutageTest {
    private static final EntryId LATER = new EntryId(2, 19);
    private static final MemberId TWO = MemberId.of(2);
    private static final MemberId THREE = MemberId.of(3);

    /// Two members need it, and one gets it at a time: member 2 first, which has 4,000 bytes.
    private static LoneSender begunInTurn() {
        var sender = new LoneSender(LIMITS.withTransfersMax(1));
        sender.begin(TWO);
        sender.begin(THREE);
        sender.run();
        sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);
        return sender;
    }

    private static void passInSilence(LoneSender sender, int seconds) {
        for (var second = 0; second < seconds; second++) {
            sender.pass(SECOND);
        }
    }

    @Test
    void goesOnWithTheSameSnapshotAlthoughThereIsANewerOneByThen() {
        var sender = new LoneSender(LIMITS.withTriesMax(TransferLimits.DEFAULT.triesMax()));
        var id = sender.newest();
        sender.begin(TWO);
        sender.run();
        sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);
        sender.takeSnapshot(LATER);

        passInSilence(sender, 60);
        assertThat(sender.reports()).isEmpty();
        sender.begin(TWO);
        sender.acknowledge(TWO, new SnapshotAck(TERM, id, 4_000, Outcome.RECEIVED));

        assertThat(sender.positions(TWO)).containsExactly(4_000L, 5_000L, 6_000L);
        assertThat(sender.sentTo(TWO)).allMatch(chunk -> chunk.id().equals(id));
    }

    @Test
    void beginsAnewWithTheNewestOnceItHasGivenUp() {
        var sender = new LoneSender(LIMITS);
        sender.begin(TWO);
        sender.run();
        sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);
        sender.takeSnapshot(LATER);
        passInSilence(sender, LIMITS.triesMax());
        assertThat(sender.reports()).containsExactly(new Event.SnapshotFailed(TWO));

        sender.begin(TWO);
        sender.run();

        assertThat(sender.progress()).containsEntry(TWO, new SnapshotTransfer(sender.newest(), 0));
    }

    /// The entries behind the old one are gone: its receiver would need the newest next.
    @Test
    void beginsAnewWithTheNewestWhenTheLogDoesNotReachBackToItsSnapshot() {
        var sender = new LoneSender(LIMITS);
        sender.begin(TWO);
        sender.run();
        sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);
        var old = sender.newest();
        sender.takeSnapshot(LATER);

        sender.purge(old.last().index());
        assertThat(sender.progress()).containsEntry(TWO, new SnapshotTransfer(old, 4_000));
        sender.purge(old.last().index() + 1);

        assertThat(sender.progress()).containsEntry(TWO, new SnapshotTransfer(sender.newest(), 0));
        assertThat(sender.reports()).isEmpty();
    }

    @Test
    void givesTheTurnOfASilentMemberToAnother() {
        var sender = begunInTurn();
        assertThat(sender.progress()).containsOnlyKeys(TWO);

        passInSilence(sender, 1);

        assertThat(sender.progress()).containsOnlyKeys(TWO, THREE);
        sender.acknowledge(THREE, 7_000, Outcome.RECEIVED);
        assertThat(sender.positions(THREE)).containsExactly(7_000L, 8_000L, 9_000L);
    }

    /// It answers, so it is not given up, however long the other takes.
    @Test
    void letsAMemberThatAnswersAgainWaitForItsTurn() {
        var sender = begunInTurn();
        passInSilence(sender, 1);

        for (var arrived = 0; arrived < BYTES; arrived += 1_000) {
            sender.acknowledge(THREE, arrived, Outcome.RECEIVED);
            sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);
            assertThat(sender.positions(TWO)).isEmpty();
            sender.pass(SECOND - 2);
        }
        sender.acknowledge(THREE, BYTES, Outcome.COMPLETE);
        sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);

        assertThat(sender.positions(TWO)).containsExactly(4_000L, 5_000L, 6_000L);
        assertThat(sender.reports()).isEmpty();
    }
}
