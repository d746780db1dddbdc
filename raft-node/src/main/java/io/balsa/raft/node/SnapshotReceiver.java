package io.balsa.raft.node;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.snapshot.SnapshotPartial;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.function.Consumer;

/// Takes a snapshot in, chunk by chunk, and tells the core when all of it is on disk. Confined to
/// the transfer lane.
///
/// It becomes the newest snapshot before the core has decided about it. That does no harm: whatever
/// a snapshot holds is committed. A member that starts again between the two takes it over then.
final class SnapshotReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReceiver.class);

    private final SnapshotStore store;
    private final Transport.Link link;
    private final Consumer<Event> report;
    private @Nullable SnapshotPartial partial;

    /// The latest term of a chunk: leaders of earlier ones must not push aside what its leader
    /// sends.
    private long term;

    SnapshotReceiver(SnapshotStore store, Transport.Link link, Consumer<Event> report) {
        this.store = store;
        this.link = link;
        this.report = report;
    }

    void onChunk(MemberId from, SnapshotChunk chunk) {
        if (chunk.term() < term) {
            return;
        }
        term = chunk.term();
        var newest = store.newest();
        if (newest != null && newest.last().index() >= chunk.id().last().index()) {
            answer(from, chunk, chunk.id().bytes(), Outcome.COMPLETE);
            report.accept(new Event.SnapshotReceived(from, chunk.term(), newest));
            return;
        }
        try {
            receive(from, chunk);
        } catch (IOException e) {
            LOG.warn(
                    "cannot take in the snapshot {} of member {}: {}",
                    chunk.id(),
                    from,
                    e.getMessage());
            drop();
            answer(from, chunk, 0, Outcome.REFUSED);
        }
    }

    private void receive(MemberId from, SnapshotChunk chunk) throws IOException {
        var present = partialOf(chunk);
        var content = chunk.content();
        if (chunk.position() > present.received() || !chunk.isSound()) {
            answer(from, chunk, present.received(), Outcome.MISSING);
            return;
        }
        if (chunk.position() == present.received() && content.hasRemaining()) {
            present.write(content.duplicate());
        }
        if (present.received() < chunk.id().bytes()) {
            answer(from, chunk, present.received(), Outcome.RECEIVED);
            return;
        }
        present.finish();
        drop();
        LOG.info("has the snapshot {} of member {}", chunk.id(), from);
        answer(from, chunk, chunk.id().bytes(), Outcome.COMPLETE);
        report.accept(new Event.SnapshotReceived(from, chunk.term(), chunk.mark()));
    }

    private SnapshotPartial partialOf(SnapshotChunk chunk) throws IOException {
        if (partial == null || !partial.id().equals(chunk.id())) {
            drop();
            partial = store.receive(chunk.id(), chunk.mark());
        }
        return partial;
    }

    private void answer(MemberId to, SnapshotChunk chunk, long received, Outcome outcome) {
        link.send(to, new SnapshotAck(chunk.term(), chunk.id(), received, outcome));
    }

    /// Ends the reception under way; what is there stays for a later one.
    private void drop() {
        var ended = partial;
        partial = null;
        try {
            if (ended != null) {
                ended.close();
            }
        } catch (IOException e) {
            LOG.warn("a snapshot that was coming in could not be closed: {}", e.getMessage());
        }
    }

    /// Lets go of the file. Only once the lane has ended.
    void close() {
        drop();
    }
}
