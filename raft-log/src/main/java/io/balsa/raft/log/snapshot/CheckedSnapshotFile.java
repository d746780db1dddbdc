package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.CheckedSnapshotStore.check;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Turnstile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Watches over one snapshot that is read.
final class CheckedSnapshotFile implements SnapshotFile {
    private final Turnstile reader =
            new Turnstile(
                    CheckedSnapshotStore.CONTRACT, "one thread at a time reads from an open file");
    private final SnapshotFile file;
    private boolean isClosed;

    CheckedSnapshotFile(SnapshotFile file) {
        this.file = file;
        check(
                file.id().last().equals(file.mark().last()),
                "a file's content is of what it stands for",
                () -> "%s and %s".formatted(file.id(), file.mark()));
    }

    @Override
    public SnapshotMark mark() {
        return file.mark();
    }

    @Override
    public SnapshotId id() {
        return file.id();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        reader.enter();
        try {
            check(!isClosed, "nobody reads from a file that was closed", () -> "at " + position);
            var wanted = Math.clamp(file.id().bytes() - position, 0, target.remaining());
            var start = target.position();
            file.read(position, target);
            check(
                    target.position() - start == wanted,
                    "a read fills its target, or ends with the content",
                    () ->
                            "%,d bytes at %,d of %s, and %,d were asked for"
                                    .formatted(
                                            target.position() - start,
                                            position,
                                            file.id(),
                                            wanted));
        } finally {
            reader.leave();
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        file.close();
    }
}
