package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SECTOR_BYTES;
import static io.balsa.raft.log.LogFormat.VERSION;
import static io.balsa.raft.log.LogFormat.damage;

import io.balsa.raft.core.EntryId;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The first sector of a segment: which one it is, and what comes before it.
///
/// @param previous the sum of the last mark in the segment before: the chain goes on from there
/// @param lastEntry the last entry of the log when the segment was begun
/// @param bytes the size of the file
record SegmentHeader(long number, int previous, EntryId lastEntry, int bytes) {
    /// A sector of its own.
    static final int BYTES = SECTOR_BYTES;

    private static final long MAGIC = 0x42414C53414C4F47L; // BALSALOG

    ByteBuffer encoded() {
        var sector = ByteBuffer.allocate(BYTES);
        sector.putLong(MAGIC).putInt(VERSION).putInt(0).putLong(number);
        sector.putInt(previous).putInt(bytes);
        sector.putLong(lastEntry.term()).putLong(lastEntry.index()).clear();
        return sector.putInt(12, sum(sector));
    }

    /// Reads the header of `file`.
    ///
    /// @throws CorruptLogException when it is not what was written
    /// @throws IOException when another version of Balsa wrote it
    static SegmentHeader read(DiskFile file) throws IOException {
        var sector = ByteBuffer.allocate(BYTES);
        file.read(0, sector);
        if (sector.hasRemaining()) {
            throw damage(
                    file.name(), 0, "the file is cut off, it has %,d bytes".formatted(file.size()));
        }
        sector.clear();
        if (sector.getLong(0) != MAGIC) {
            throw damage(file.name(), 0, "this is no segment of a log");
        }
        if (sector.getInt(12) != sum(sector)) {
            throw damage(file.name(), 0, "the header of the segment is damaged");
        }
        if (sector.getInt(8) != VERSION) {
            throw new IOException(
                    ("%s has format version %d and this program reads version %d: "
                                    + "use the version of Balsa that wrote it")
                            .formatted(file.name(), sector.getInt(8), VERSION));
        }
        return new SegmentHeader(
                sector.getLong(16),
                sector.getInt(24),
                new EntryId(sector.getLong(32), sector.getLong(40)),
                sector.getInt(28));
    }

    private static int sum(ByteBuffer sector) {
        var bytes = ByteBuffer.allocate(BYTES);
        bytes.put(sector.duplicate()).putInt(12, 0);
        return LogFormat.crc(bytes.flip());
    }
}
