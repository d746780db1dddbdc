package io.balsa.raft.node;

import static io.balsa.raft.node.LoneSender.BYTES;
import static io.balsa.raft.node.LoneSender.LIMITS;
import static io.balsa.raft.node.LoneSender.SECOND;
import static io.balsa.raft.node.LoneSender.TERM;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// How a snapshot is sent, message by message, on a clock that the test moves.
class SnapshotSenderTest {
    private static final MemberId TWO = MemberId.of(2);
    private static final MemberId THREE = MemberId.of(3);
    private static final MemberId FOUR = MemberId.of(4);

    private static LoneSender begun() {
        var sender = new LoneSender(LIMITS);
        sender.begin(TWO);
        sender.run();
        return sender;
    }

    @Test
    void asksFirstAndGoesOnWhereTheReceiverStands() {
        var sender = begun();
        assertThat(sender.positions(TWO)).containsExactly(0L);
        assertThat(sender.sentTo(TWO).getFirst().content().hasRemaining()).isFalse();

        sender.acknowledge(TWO, 4_000, Outcome.RECEIVED);

        assertThat(sender.positions(TWO)).containsExactly(4_000L, 5_000L, 6_000L);
        assertThat(sender.progress())
                .containsEntry(TWO, new SnapshotTransfer(sender.newest(), 4_000));
    }

    @Test
    void sendsNoMoreThanTheWindowAhead() {
        var sender = begun();
        sender.acknowledge(TWO, 0, Outcome.RECEIVED);
        assertThat(sender.positions(TWO)).containsExactly(0L, 1_000L, 2_000L);

        sender.acknowledge(TWO, 1_000, Outcome.RECEIVED);
        assertThat(sender.positions(TWO)).containsExactly(3_000L);
    }

    @Test
    void sendsAgainFromTheGapOnce() {
        var sender = begun();
        sender.acknowledge(TWO, 0, Outcome.RECEIVED);

        sender.acknowledge(TWO, 1_000, Outcome.MISSING);
        assertThat(sender.positions(TWO)).containsExactly(1_000L, 2_000L, 3_000L);
        sender.acknowledge(TWO, 1_000, Outcome.MISSING);
        assertThat(sender.positions(TWO)).isEmpty();
    }

    @Test
    void goesBackWithAReceiverThatWasStartedAgain() {
        var sender = begun();
        sender.acknowledge(TWO, 5_000, Outcome.RECEIVED);

        sender.acknowledge(TWO, 2_000, Outcome.MISSING);

        assertThat(sender.positions(TWO)).containsExactly(2_000L, 3_000L, 4_000L);
    }

    /// A bound for each chunk, and never for the whole: what goes on slowly goes on.
    @Test
    void givesUpOnlyAReceiverOfWhichNothingComes() {
        var sender = begun();
        for (var arrived = 0; arrived < BYTES; arrived += 100) {
            sender.acknowledge(TWO, arrived, Outcome.RECEIVED);
            sender.pass(SECOND - 1);
        }
        assertThat(sender.reports()).isEmpty();

        for (var tries = 1; tries <= LIMITS.triesMax(); tries++) {
            assertThat(sender.reports()).isEmpty();
            sender.pass(SECOND);
        }
        assertThat(sender.reports()).containsExactly(new Event.SnapshotFailed(TWO));
        assertThat(sender.progress()).isEmpty();
    }

    @Test
    void asksAgainWhenAnAnswerIsOverdueAndSaysWhenThatIs() {
        var sender = new LoneSender(LIMITS);
        sender.begin(TWO);
        assertThat(sender.run()).isEqualTo(sender.now() + SECOND);
        sender.acknowledge(TWO, 2_000, Outcome.RECEIVED);

        sender.pass(SECOND);

        assertThat(sender.positions(TWO)).containsExactly(2_000L);
    }

    @Test
    void staysWithinItsBytesPerSecond() {
        var sender =
                new LoneSender(
                        LIMITS.withBytesPerSecondMax(1_000)
                                .withWindowBytes(2_000)
                                .withChunkTime(Duration.ofSeconds(10)));
        sender.begin(TWO);
        sender.run();
        sender.acknowledge(TWO, 0, Outcome.RECEIVED);
        assertThat(sender.positions(TWO)).containsExactly(0L, 1_000L);
        sender.acknowledge(TWO, 2_000, Outcome.RECEIVED);
        assertThat(sender.positions(TWO)).containsExactly(2_000L);
        sender.acknowledge(TWO, 3_000, Outcome.RECEIVED);
        assertThat(sender.positions(TWO)).isEmpty();

        var next = sender.run();
        assertThat(next).isBetween(sender.now() + SECOND - 10, sender.now() + SECOND + 10);
        sender.pass(next - sender.now());

        assertThat(sender.positions(TWO)).containsExactly(3_000L);
    }

    @Test
    void servesSoManyAtATimeAndTheOthersInTurn() {
        var sender = new LoneSender(LIMITS);
        sender.begin(TWO);
        sender.begin(THREE);
        sender.begin(FOUR);
        sender.run();
        assertThat(sender.progress()).containsOnlyKeys(TWO, THREE);

        sender.acknowledge(TWO, 0, Outcome.RECEIVED);
        sender.acknowledge(THREE, 7_000, Outcome.RECEIVED);
        assertThat(sender.positions(THREE)).containsExactly(7_000L, 8_000L, 9_000L);
        sender.acknowledge(TWO, BYTES, Outcome.COMPLETE);

        assertThat(sender.progress()).containsOnlyKeys(THREE, FOUR);
        assertThat(sender.reports()).isEmpty();
    }

    @Test
    void reportsAReceiverThatHasNoRoom() {
        var sender = begun();

        sender.acknowledge(TWO, 0, Outcome.REFUSED);

        assertThat(sender.reports()).containsExactly(new Event.SnapshotFailed(TWO));
    }

    @Test
    void doesNotListenToAnswersOfAnEarlierTerm() {
        var sender = begun();

        var id = sender.newest();
        sender.acknowledge(TWO, new SnapshotAck(TERM - 1, id, 4_000, Outcome.RECEIVED));

        assertThat(sender.positions(TWO)).isEmpty();
    }

    @Test
    void takesTheTimeOfAChunkFromTheEmbedder() {
        assertThat(LIMITS.withChunkTime(Duration.ofMillis(20)).chunkNanosMax())
                .isEqualTo(20_000_000);
    }
}
