package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.MemorySnapshots;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a snapshot is sent, message by message, on a clock that the test moves.
class SnapshotSenderTest {
    private static final long SECOND = 1_000_000_000;
    private static final long TERM = 3;
    private static final int BYTES = 10_000;
    private static final MemberId TWO = MemberId.of(2);
    private static final MemberId THREE = MemberId.of(3);
    private static final MemberId FOUR = MemberId.of(4);

    /// A nanosecond is enough for any number of bytes.
    private static final TransferLimits LIMITS =
            new TransferLimits(1_000, 3_000, Long.MAX_VALUE, SECOND, 3, 2);

    private record Sent(MemberId to, SnapshotChunk chunk) {}

    private final MemorySnapshots store = new MemorySnapshots();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Event> reports = new ArrayList<>();
    private long now = 5 * SECOND;

    @BeforeEach
    void writeASnapshot() throws IOException {
        var membership = new MembershipEntry(new EntryId(1, 1), LocalGroup.voters(4));
        var mark = new SnapshotMark(new EntryId(2, 9), membership);
        try (var draft = store.begin(mark)) {
            draft.stream().write(new byte[BYTES]);
            draft.finish();
        }
    }

    private SnapshotSender sender(TransferLimits limits) {
        return new SnapshotSender(store, new RecordingLink(), limits, reports::add);
    }

    private SnapshotSender begun() {
        var sender = sender(LIMITS);
        sender.begin(TWO, TERM);
        sender.run(now);
        return sender;
    }

    @Test
    void asksFirstAndGoesOnWhereTheReceiverStands() {
        var sender = begun();
        assertThat(positions(TWO)).containsExactly(0L);
        assertThat(sent.getFirst().chunk.content().hasRemaining()).isFalse();

        acknowledge(sender, TWO, 4_000, Outcome.RECEIVED);

        assertThat(positions(TWO)).containsExactly(4_000L, 5_000L, 6_000L);
        assertThat(sender.progress()).containsEntry(TWO, new SnapshotTransfer(id(), 4_000));
    }

    @Test
    void sendsNoMoreThanTheWindowAhead() {
        var sender = begun();
        acknowledge(sender, TWO, 0, Outcome.RECEIVED);
        assertThat(positions(TWO)).containsExactly(0L, 1_000L, 2_000L);

        acknowledge(sender, TWO, 1_000, Outcome.RECEIVED);
        assertThat(positions(TWO)).containsExactly(3_000L);
    }

    @Test
    void sendsAgainFromTheGapOnce() {
        var sender = begun();
        acknowledge(sender, TWO, 0, Outcome.RECEIVED);
        sent.clear();

        acknowledge(sender, TWO, 1_000, Outcome.MISSING);
        assertThat(positions(TWO)).containsExactly(1_000L, 2_000L, 3_000L);
        acknowledge(sender, TWO, 1_000, Outcome.MISSING);
        assertThat(positions(TWO)).isEmpty();
    }

    @Test
    void goesBackWithAReceiverThatWasStartedAgain() {
        var sender = begun();
        acknowledge(sender, TWO, 5_000, Outcome.RECEIVED);
        sent.clear();

        acknowledge(sender, TWO, 2_000, Outcome.MISSING);

        assertThat(positions(TWO)).containsExactly(2_000L, 3_000L, 4_000L);
    }

    /// A bound for each chunk, and never for the whole: what goes on slowly goes on.
    @Test
    void givesUpOnlyAReceiverOfWhichNothingComes() {
        var sender = begun();
        for (var arrived = 0; arrived < BYTES; arrived += 100) {
            acknowledge(sender, TWO, arrived, Outcome.RECEIVED);
            now += SECOND - 1;
            sender.run(now);
        }
        assertThat(reports).isEmpty();

        for (var tries = 1; tries <= LIMITS.triesMax(); tries++) {
            assertThat(reports).isEmpty();
            now += SECOND;
            sender.run(now);
        }
        assertThat(reports).containsExactly(new Event.SnapshotFailed(TWO));
        assertThat(sender.progress()).isEmpty();
    }

    @Test
    void asksAgainWhenAnAnswerIsOverdueAndSaysWhenThatIs() {
        var sender = sender(LIMITS);
        sender.begin(TWO, TERM);
        assertThat(sender.run(now)).isEqualTo(now + SECOND);
        acknowledge(sender, TWO, 2_000, Outcome.RECEIVED);
        sent.clear();

        now += SECOND;
        sender.run(now);

        assertThat(positions(TWO)).containsExactly(2_000L);
    }

    @Test
    void staysWithinItsBytesPerSecond() {
        var sender =
                sender(
                        LIMITS.withBytesPerSecondMax(1_000)
                                .withWindowBytes(2_000)
                                .withChunkTime(Duration.ofSeconds(10)));
        sender.begin(TWO, TERM);
        sender.run(now);
        acknowledge(sender, TWO, 0, Outcome.RECEIVED);
        assertThat(positions(TWO)).containsExactly(0L, 1_000L);
        acknowledge(sender, TWO, 2_000, Outcome.RECEIVED);
        assertThat(positions(TWO)).containsExactly(2_000L);
        acknowledge(sender, TWO, 3_000, Outcome.RECEIVED);
        assertThat(positions(TWO)).isEmpty();

        var next = sender.run(now);
        assertThat(next).isBetween(now + SECOND - 10, now + SECOND + 10);
        now = next;
        sender.run(now);

        assertThat(positions(TWO)).containsExactly(3_000L);
    }

    @Test
    void servesSoManyAtATimeAndTheOthersInTurn() {
        var sender = sender(LIMITS);
        sender.begin(TWO, TERM);
        sender.begin(THREE, TERM);
        sender.begin(FOUR, TERM);
        sender.run(now);
        assertThat(sender.progress()).containsOnlyKeys(TWO, THREE);

        acknowledge(sender, TWO, 0, Outcome.RECEIVED);
        acknowledge(sender, THREE, 7_000, Outcome.RECEIVED);
        assertThat(positions(THREE)).containsExactly(7_000L, 8_000L, 9_000L);
        acknowledge(sender, TWO, BYTES, Outcome.COMPLETE);

        assertThat(sender.progress()).containsOnlyKeys(THREE, FOUR);
        assertThat(reports).isEmpty();
    }

    @Test
    void reportsAReceiverThatHasNoRoom() {
        var sender = begun();

        acknowledge(sender, TWO, 0, Outcome.REFUSED);

        assertThat(reports).containsExactly(new Event.SnapshotFailed(TWO));
    }

    @Test
    void doesNotListenToAnswersOfAnEarlierTerm() {
        var sender = begun();
        sent.clear();

        var id = id();
        sender.onAck(TWO, new SnapshotAck(TERM - 1, id, 4_000, Outcome.RECEIVED), now);
        sender.run(now);

        assertThat(sent).isEmpty();
    }

    @Test
    void takesTheTimeOfAChunkFromTheEmbedder() {
        assertThat(LIMITS.withChunkTime(Duration.ofMillis(20)).chunkNanosMax())
                .isEqualTo(20_000_000);
    }

    private void acknowledge(SnapshotSender sender, MemberId from, long received, Outcome outcome) {
        sent.clear();
        now++;
        sender.onAck(from, new SnapshotAck(TERM, id(), received, outcome), now);
        sender.run(now);
    }

    private SnapshotId id() {
        return requireNonNull(store.open()).id();
    }

    private List<Long> positions(MemberId to) {
        return sent.stream()
                .filter(each -> each.to.equals(to))
                .map(each -> each.chunk.position())
                .toList();
    }

    private final class RecordingLink implements Transport.Link {
        @Override
        public void send(MemberId to, PeerMessage message) {
            sent.add(new Sent(to, (SnapshotChunk) message));
        }

        @Override
        public void close() {}
    }
}
