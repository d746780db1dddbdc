package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.CheckedSnapshotStore.check;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Turnstile;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/// Watches over one snapshot that is written.
final class CheckedDraft implements SnapshotDraft {
    private final Turnstile writer =
            new Turnstile(CheckedSnapshotStore.CONTRACT, "one thread at a time writes a draft");
    private final CheckedSnapshotStore store;
    private final SnapshotMark mark;
    private final SnapshotDraft draft;
    private final CRC32C checksum = new CRC32C();
    private final Watched stream;
    private long bytes;
    private boolean isOver;

    CheckedDraft(CheckedSnapshotStore store, SnapshotMark mark, SnapshotDraft draft) {
        this.store = store;
        this.mark = mark;
        this.draft = draft;
        this.stream = new Watched(draft.stream());
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    private void checkUsable() {
        check(
                !isOver,
                "nobody uses a draft that failed, was finished or was closed",
                () -> "the draft of " + mark.last());
    }

    @Override
    public SnapshotId finish() throws IOException {
        writer.enter();
        try {
            checkUsable();
            isOver = true;
            var id = draft.finish();
            var expected = new SnapshotId(mark.last(), bytes, (int) checksum.getValue());
            check(
                    id.equals(expected),
                    "what is finished is what was written",
                    () -> "%s, and %s was written".formatted(id, expected));
            store.checkFinished(mark);
            return id;
        } finally {
            writer.leave();
        }
    }

    @Override
    public void close() throws IOException {
        isOver = true;
        draft.close();
    }

    private final class Watched extends OutputStream {
        private final OutputStream out;

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            writer.enter();
            try {
                checkUsable();
                isOver = true; // Unless this succeeds.
                out.write(source, offset, length);
                isOver = false;
                checksum.update(source, offset, length);
                bytes += length;
            } finally {
                writer.leave();
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
