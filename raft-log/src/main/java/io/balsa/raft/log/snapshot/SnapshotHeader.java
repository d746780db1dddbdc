package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.SnapshotFormat.damage;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.DiskFile;
import io.balsa.raft.log.MembershipFormat;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a snapshot's file begins with: what it stands for.
///
/// @param expectedBytes the size of the content, where it was known before: of one that is
///   received. Otherwise [#UNKNOWN]
/// @param expectedChecksum likewise its checksum, or 0
record SnapshotHeader(SnapshotMark mark, long expectedBytes, int expectedChecksum) {
    static final long UNKNOWN = -1;

    private static final long MAGIC = 0x42414C5341534E50L; // BALSASNP
    private static final int FIXED_BYTES = 80;
    private static final int PAGE_BYTES = 4096;
    private static final int SUM_OFFSET = 12;

    /// More than any membership takes.
    private static final int BYTES_MAX = 64 << 20;

    static SnapshotHeader of(SnapshotId id, SnapshotMark mark) {
        return new SnapshotHeader(mark, id.bytes(), id.checksum());
    }

    boolean names(SnapshotId id) {
        return mark.last().equals(id.last())
                && expectedBytes == id.bytes()
                && expectedChecksum == id.checksum();
    }

    /// The whole header, whose size is a multiple of a page.
    ByteBuffer encoded() {
        var membership = MembershipFormat.encode(mark.membership().membership());
        var size = (FIXED_BYTES + membership.remaining() + PAGE_BYTES - 1) & -PAGE_BYTES;
        var bytes = ByteBuffer.allocate(size);
        bytes.putLong(MAGIC).putInt(SnapshotFormat.VERSION).putInt(0).putInt(size);
        bytes.putInt(membership.remaining());
        bytes.putLong(mark.last().term()).putLong(mark.last().index());
        var place = mark.membership().id();
        bytes.putLong(place.term()).putLong(place.index());
        bytes.putLong(expectedBytes).putInt(expectedChecksum);
        bytes.position(FIXED_BYTES).put(membership).clear();
        return bytes.putInt(SUM_OFFSET, SnapshotFormat.sum(bytes));
    }

    /// The sum in an encoded header.
    static int sumOf(ByteBuffer encoded) {
        return encoded.getInt(SUM_OFFSET);
    }

    /// The bytes of the header of `file`, checked.
    ///
    /// @throws CorruptSnapshotException when it is not what was written, or another version of
    ///   Balsa wrote it
    static ByteBuffer read(DiskFile file) throws IOException {
        var start = ByteBuffer.allocate(FIXED_BYTES);
        file.read(0, start);
        if (start.hasRemaining() || start.getLong(0) != MAGIC) {
            throw damage(file.name(), "this is no snapshot");
        }
        var size = start.getInt(16);
        if (size < FIXED_BYTES || size > BYTES_MAX || size > file.size()) {
            throw damage(file.name(), "the header of the snapshot is damaged");
        }
        var bytes = ByteBuffer.allocate(size);
        file.read(0, bytes);
        var sum = bytes.getInt(SUM_OFFSET);
        if (bytes.hasRemaining()
                || sum != SnapshotFormat.sum(bytes.clear().putInt(SUM_OFFSET, 0))) {
            throw damage(file.name(), "the header of the snapshot is damaged");
        }
        if (bytes.getInt(8) != SnapshotFormat.VERSION) {
            throw new CorruptSnapshotException(
                    ("%s has format version %d and this program reads version %d: use the version"
                                    + " of Balsa that wrote it")
                            .formatted(file.name(), bytes.getInt(8), SnapshotFormat.VERSION));
        }
        return bytes.putInt(SUM_OFFSET, sum);
    }

    /// What `encoded` says.
    static SnapshotHeader decoded(ByteBuffer encoded, String file) throws CorruptSnapshotException {
        var length = encoded.getInt(20);
        if (length < 0 || length > encoded.capacity() - FIXED_BYTES) {
            throw damage(file, "the header of the snapshot is damaged");
        }
        var last = new EntryId(encoded.getLong(24), encoded.getLong(32));
        var place = new EntryId(encoded.getLong(40), encoded.getLong(48));
        try {
            var membership = MembershipFormat.decode(encoded.slice(FIXED_BYTES, length));
            return new SnapshotHeader(
                    new SnapshotMark(last, new MembershipEntry(place, membership)),
                    encoded.getLong(56),
                    encoded.getInt(64));
        } catch (IllegalArgumentException unknown) {
            throw damage(file, "the header of the snapshot: " + unknown.getMessage());
        }
    }
}
