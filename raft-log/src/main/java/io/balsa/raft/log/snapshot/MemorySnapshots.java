package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A [SnapshotStore] in memory, for tests and for groups that may forget everything: it survives
/// nothing, like [io.balsa.raft.log.MemoryLog]. A snapshot has at most 2 GiB here.
public final class MemorySnapshots implements SnapshotStore {
    private final Object lock = new Object();
    private @Nullable Content newest;
    private @Nullable Draft draft;
    private @Nullable Partial partial;

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares contents.
    private record Content(SnapshotMark mark, SnapshotId id, byte[] bytes) {}

    @Override
    public @Nullable SnapshotMark newest() {
        synchronized (lock) {
            return newest == null ? null : newest.mark;
        }
    }

    @Override
    public @Nullable SnapshotFile open() {
        synchronized (lock) {
            return newest == null ? null : new File(newest);
        }
    }

    @Override
    public SnapshotDraft begin(SnapshotMark mark) {
        synchronized (lock) {
            draft = new Draft(mark);
            return draft;
        }
    }

    @Override
    public SnapshotPartial receive(SnapshotId id, SnapshotMark mark) {
        SnapshotMarks.check(id, mark);
        synchronized (lock) {
            if (partial == null || !partial.id.equals(id)) {
                partial = new Partial(id, mark);
            }
            return partial;
        }
    }

    private void publish(Content content) {
        synchronized (lock) {
            if (newest == null || SnapshotMarks.isNotOlder(content.mark, newest.mark)) {
                newest = content;
            }
            if (partial != null && !SnapshotMarks.isNewer(partial.mark, newest.mark)) {
                partial = null;
            }
        }
    }

    private void take(Draft finished) throws IOException {
        synchronized (lock) {
            if (draft != finished) {
                throw new IOException("another draft was begun since");
            }
            draft = null;
        }
    }

    private void drop(Partial dropped) {
        synchronized (lock) {
            if (partial == dropped) {
                partial = null;
            }
        }
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private record File(Content content) implements SnapshotFile {
        @Override
        public SnapshotMark mark() {
            return content.mark;
        }

        @Override
        public SnapshotId id() {
            return content.id;
        }

        @Override
        public void read(long position, ByteBuffer target) {
            var start = (int) Math.min(position, content.bytes.length);
            var count = Math.min(target.remaining(), content.bytes.length - start);
            target.put(content.bytes, start, count);
        }

        @Override
        public void close() {
            // Nothing to let go of.
        }
    }

    private final class Draft implements SnapshotDraft {
        private final SnapshotMark mark;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Draft(SnapshotMark mark) {
            this.mark = mark;
        }

        @Override
        public OutputStream stream() {
            return bytes;
        }

        @Override
        public SnapshotId finish() throws IOException {
            take(this);
            var content = bytes.toByteArray();
            var id = new SnapshotId(mark.last(), content.length, checksum(content));
            publish(new Content(mark, id, content));
            return id;
        }

        @Override
        public void close() {
            bytes.reset();
        }
    }

    private final class Partial implements SnapshotPartial {
        private final SnapshotId id;
        private final SnapshotMark mark;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Partial(SnapshotId id, SnapshotMark mark) {
            this.id = id;
            this.mark = mark;
        }

        @Override
        public SnapshotId id() {
            return id;
        }

        @Override
        public long received() {
            return bytes.size();
        }

        @Override
        public void write(ByteBuffer more) {
            SnapshotMarks.checkFits(id, received(), more.remaining());
            var copy = new byte[more.remaining()];
            more.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void finish() throws CorruptSnapshotException {
            SnapshotMarks.checkComplete(id, received());
            var content = bytes.toByteArray();
            if (checksum(content) != id.checksum()) {
                drop(this);
                throw SnapshotMarks.notWhatWasNamed(id, checksum(content));
            }
            publish(new Content(mark, id, content));
        }

        @Override
        public void close() {
            // What is here stays.
        }
    }
}
