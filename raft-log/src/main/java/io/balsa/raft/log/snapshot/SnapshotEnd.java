package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.SnapshotFormat.damage;

import io.balsa.raft.log.DiskFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a finished snapshot's file ends with: how long its content is, and the checksum of all.
record SnapshotEnd(long bytes, int checksum) {
    static final int BYTES = 24;

    private static final long MAGIC = 0x42414C5341454E44L; // BALSAEND

    ByteBuffer encoded(int headerSum) {
        var end = ByteBuffer.allocate(BYTES).putLong(MAGIC).putInt(0).putInt(checksum);
        end.putLong(bytes).clear();
        return end.putInt(8, sum(end, headerSum));
    }

    /// The end of `file`.
    ///
    /// @param header the file's header
    static SnapshotEnd read(DiskFile file, ByteBuffer header) throws IOException {
        var end = ByteBuffer.allocate(BYTES);
        var offset = file.size() - BYTES;
        if (offset >= header.capacity()) {
            file.read(offset, end);
        }
        if (end.hasRemaining()
                || end.getLong(0) != MAGIC
                || end.getInt(8) != sum(end.clear(), SnapshotHeader.sumOf(header))) {
            throw damage(file.name(), "the end of the snapshot is damaged, or it is cut off");
        }
        var found = new SnapshotEnd(end.getLong(16), end.getInt(12));
        if (header.capacity() + SnapshotFormat.blocksBytes(found.bytes) != offset) {
            throw damage(file.name(), "the snapshot has another size than when it was finished");
        }
        return found;
    }

    private static int sum(ByteBuffer end, int headerSum) {
        var bytes = ByteBuffer.allocate(BYTES).put(end.duplicate()).putInt(8, headerSum);
        return SnapshotFormat.sum(bytes.flip());
    }
}
