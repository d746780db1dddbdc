package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.CheckedSnapshotStore.check;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Turnstile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Watches over one snapshot that is received.
final class CheckedPartial implements SnapshotPartial {
    private final Turnstile writer =
            new Turnstile(CheckedSnapshotStore.CONTRACT, "one thread at a time receives");
    private final CheckedSnapshotStore store;
    private final SnapshotMark mark;
    private final SnapshotPartial partial;
    private boolean isOver;

    CheckedPartial(
            CheckedSnapshotStore store, SnapshotMark mark, SnapshotId id, SnapshotPartial partial) {
        this.store = store;
        this.mark = mark;
        this.partial = partial;
        check(
                partial.id().equals(id),
                "what is received is what was asked for",
                () -> "%s instead of %s".formatted(partial.id(), id));
        checkReceived();
    }

    private void checkReceived() {
        var received = partial.received();
        check(
                received >= 0 && received <= partial.id().bytes(),
                "no more is received than there is",
                () -> "%,d bytes of %s".formatted(received, partial.id()));
    }

    private void checkUsable() {
        check(
                !isOver,
                "nobody uses a reception that failed, was finished or was closed",
                () -> "the reception of " + partial.id());
    }

    @Override
    public SnapshotId id() {
        return partial.id();
    }

    @Override
    public long received() {
        return partial.received();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        writer.enter();
        try {
            checkUsable();
            var expected = partial.received() + bytes.remaining();
            try {
                partial.write(bytes);
            } catch (IOException failed) {
                isOver = true;
                throw failed;
            }
            check(
                    partial.received() == expected && !bytes.hasRemaining(),
                    "all that is given is received",
                    () -> "%,d bytes are here, not %,d".formatted(partial.received(), expected));
            checkReceived();
        } finally {
            writer.leave();
        }
    }

    @Override
    public void finish() throws IOException {
        writer.enter();
        try {
            checkUsable();
            try {
                partial.finish();
            } catch (IOException failed) {
                isOver = true;
                throw failed;
            }
            isOver = true;
            store.checkFinished(mark);
        } finally {
            writer.leave();
        }
    }

    @Override
    public void close() throws IOException {
        isOver = true;
        partial.close();
    }
}
