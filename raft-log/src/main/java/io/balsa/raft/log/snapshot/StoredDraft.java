package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.GrowingFile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A snapshot that is being written to a file of its own.
final class StoredDraft implements SnapshotDraft {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DiskSnapshots store;
    private final SnapshotMark mark;
    private final GrowingFile file;
    private final BlockWriter blocks;
    private final OutputStream stream = new BufferedOutputStream(new Blocks(), BUFFER_BYTES);
    private boolean isBroken;
    private boolean isFinished;

    private StoredDraft(
            DiskSnapshots store, SnapshotMark mark, GrowingFile file, BlockWriter blocks) {
        this.store = store;
        this.mark = mark;
        this.file = file;
        this.blocks = blocks;
    }

    /// @param file an empty one
    static StoredDraft begin(DiskSnapshots store, SnapshotMark mark, GrowingFile file)
            throws IOException {
        var header = new SnapshotHeader(mark, SnapshotHeader.UNKNOWN, 0).encoded();
        file.append(header.duplicate());
        var sum = SnapshotHeader.sumOf(header);
        return new StoredDraft(store, mark, file, new BlockWriter(file, sum, 0, new CRC32C()));
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public SnapshotId finish() throws IOException {
        stream.flush();
        checkUsable();
        isBroken = true; // Unless all of this succeeds.
        var end = blocks.finish();
        file.close();
        store.publish(this, mark);
        isFinished = true;
        return new SnapshotId(mark.last(), end.bytes(), end.checksum());
    }

    private void checkUsable() throws IOException {
        if (isBroken || isFinished) {
            throw new IOException(
                    "the draft of the snapshot of %s has ended".formatted(mark.last()));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (!isFinished) {
            store.abandon(this);
        }
    }

    /// Takes what the stream has gathered.
    private final class Blocks extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            checkUsable();
            try {
                blocks.write(ByteBuffer.wrap(bytes, offset, length));
            } catch (IOException failure) {
                isBroken = true;
                throw failure;
            }
        }
    }
}
