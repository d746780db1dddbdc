package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.snapshot.SnapshotFile;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A snapshot on its way to one member: chunks are sent ahead as far as the window allows, and
/// again from where the receiver stands when nothing comes of them. A receiver that is silent is
/// only asked where it stands, again and again. Confined to the transfer lane.
final class OutgoingSnapshot implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final MemberId to;
    private final long term;
    private final SnapshotFile file;
    private final TransferLimits limits;

    /// Whether the receiver has said what it has.
    private boolean isKnown;

    private boolean isAsked;
    private boolean isSilent;
    private long arrived;
    private long next;

    /// Where the receiver last missed something: one gap is told with every chunk behind it.
    private long mendedAt = -1;

    private long movedAt;
    private int tries;

    OutgoingSnapshot(MemberId to, long term, SnapshotFile file, TransferLimits limits) {
        this.to = to;
        this.term = term;
        this.file = file;
        this.limits = limits;
    }

    MemberId to() {
        return to;
    }

    long term() {
        return term;
    }

    /// The last entry that the snapshot covers.
    long lastIndex() {
        return file.id().last().index();
    }

    SnapshotTransfer progress() {
        return new SnapshotTransfer(file.id(), arrived);
    }

    /// Has nothing come of the last try?
    boolean isSilent() {
        return isSilent;
    }

    boolean isAbout(SnapshotAck ack) {
        return ack.term() == term && ack.id().equals(file.id());
    }

    /// The receiver has said how far it is. It may be less than before: it was restarted.
    void onAck(SnapshotAck ack, long now) {
        var isBack = ack.received() < arrived;
        var isGap = ack.outcome() == SnapshotAck.Outcome.MISSING && ack.received() != mendedAt;
        if (!isKnown || isBack || isGap) {
            next = ack.received();
            mendedAt = isGap ? ack.received() : mendedAt;
        }
        if (!isKnown || ack.received() != arrived) {
            movedAt = now;
            tries = 0;
        }
        isKnown = true;
        isSilent = false;
        arrived = ack.received();
        next = Math.max(next, arrived);
    }

    /// The receiver answers again, and it is not its turn: it is asked once more by and by.
    void putOff(long now) {
        movedAt = now;
        tries = 0;
    }

    /// Sends again from where the receiver stands when nothing has come of it for long. Returns
    /// false once that has happened too often in a row.
    boolean mend(long now) {
        if (isWaiting() && now - movedAt >= limits.chunkNanosMax()) {
            tries++;
            movedAt = now;
            next = arrived;
            mendedAt = -1;
            isAsked = false;
            isKnown = false;
            isSilent = true;
        }
        return tries < limits.triesMax();
    }

    private boolean isWaiting() {
        return isAsked && (!isKnown || next > arrived);
    }

    /// When something must have come of it.
    long deadline() {
        return isWaiting() ? movedAt + limits.chunkNanosMax() : Long.MAX_VALUE;
    }

    /// May a chunk, or the question where the receiver stands, be sent now?
    boolean isReady() {
        return !isAsked
                || (isKnown
                        && next < file.id().bytes()
                        && next + limits.chunkBytes() - arrived <= limits.windowBytes());
    }

    /// The next message.
    SnapshotChunk next(long now) throws IOException {
        if (!isAsked) {
            isAsked = true;
            movedAt = now;
            return chunk(arrived, NOTHING);
        }
        if (next == arrived) {
            movedAt = now;
        }
        var content = ByteBuffer.allocate(limits.chunkBytes());
        file.read(next, content);
        var chunk = chunk(next, content.flip().asReadOnlyBuffer());
        next += chunk.content().remaining();
        return chunk;
    }

    private SnapshotChunk chunk(long position, ByteBuffer content) {
        return SnapshotChunk.of(term, file.id(), file.mark(), position, content);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
