package io.balsa.raft.log.snapshot;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Sizes, sums and words that all parts of the format of a snapshot share. docs/snapshot-format.md
/// has the layout.
final class SnapshotFormat {
    static final int VERSION = 1;

    /// A block on disk: its sum, then its share of the content. The last one is shorter.
    static final int BLOCK_BYTES = 1 << 16;

    static final int SUM_BYTES = Integer.BYTES;

    /// How much content is in a whole block.
    static final int CONTENT_BYTES = BLOCK_BYTES - SUM_BYTES;

    /// How many blocks are read and written at once.
    static final int BATCH_BLOCKS = 16;

    /// What an operator does about damage.
    private static final String REMEDY =
            " Keep a copy of this folder, check the disk, then remove this member from the group"
                    + " and add it again under a new id with an empty folder.";

    private SnapshotFormat() {}

    /// The sum of a block. It covers the file and the place, so that no other block passes for it.
    static int blockSum(int headerSum, long block, ByteBuffer content) {
        var place = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
        place.putInt(headerSum).putLong(block).flip();
        var crc = new CRC32C();
        crc.update(place);
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }

    /// The bytes that `content` bytes take with their sums.
    static long blocksBytes(long content) {
        return content + SUM_BYTES * ((content + CONTENT_BYTES - 1) / CONTENT_BYTES);
    }

    static int sum(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    static CorruptSnapshotException damage(String file, String what) {
        return new CorruptSnapshotException("%s: %s.%s".formatted(file, what, REMEDY));
    }
}
