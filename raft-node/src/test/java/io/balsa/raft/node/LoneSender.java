package io.balsa.raft.node;

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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A [SnapshotSender] with a snapshot of its own and nobody else: the test answers what it sends,
/// and moves its clock.
final class LoneSender {
    static final long SECOND = 1_000_000_000;
    static final long TERM = 3;
    static final int BYTES = 10_000;

    /// A nanosecond is enough for any number of bytes.
    static final TransferLimits LIMITS =
            new TransferLimits(1_000, 3_000, Long.MAX_VALUE, SECOND, 3, 2);

    private record Sent(MemberId to, SnapshotChunk chunk) {}

    private final MemorySnapshots store = new MemorySnapshots();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Event> reports = new ArrayList<>();
    private final SnapshotSender sender;
    private long now = 5 * SECOND;

    LoneSender(TransferLimits limits) {
        sender = new SnapshotSender(store, new RecordingLink(), limits, reports::add);
        takeSnapshot(new EntryId(2, 9));
    }

    /// Takes a snapshot, which is the newest then.
    void takeSnapshot(EntryId last) {
        var membership = new MembershipEntry(new EntryId(1, 1), LocalGroup.voters(4));
        try (var draft = store.begin(new SnapshotMark(last, membership))) {
            draft.stream().write(new byte[BYTES]);
            draft.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    long now() {
        return now;
    }

    /// The newest snapshot.
    SnapshotId newest() {
        return requireNonNull(store.open()).id();
    }

    void begin(MemberId to) {
        sender.begin(to, TERM);
    }

    long run() {
        return sender.run(now);
    }

    /// What was sent before is forgotten.
    void pass(long nanos) {
        sent.clear();
        now += nanos;
        sender.run(now);
    }

    void acknowledge(MemberId from, long received, Outcome outcome) {
        acknowledge(from, new SnapshotAck(TERM, newest(), received, outcome));
    }

    /// What was sent before is forgotten.
    void acknowledge(MemberId from, SnapshotAck ack) {
        sent.clear();
        now++;
        sender.onAck(from, ack, now);
        sender.run(now);
    }

    /// The log begins behind the entry at `index` now.
    void purge(long index) {
        sender.onPurged(index);
        sender.run(now);
    }

    Map<MemberId, SnapshotTransfer> progress() {
        return sender.progress();
    }

    List<Event> reports() {
        return reports;
    }

    List<SnapshotChunk> sentTo(MemberId to) {
        return sent.stream().filter(each -> each.to.equals(to)).map(Sent::chunk).toList();
    }

    List<Long> positions(MemberId to) {
        return sentTo(to).stream().map(SnapshotChunk::position).toList();
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
