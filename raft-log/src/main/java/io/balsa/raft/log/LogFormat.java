package io.balsa.raft.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Sizes and sums that all parts of the log's format share. docs/log-format.md has the layout, and
/// the argument why it tells a torn write from damage.
final class LogFormat {
    static final int VERSION = 1;

    /// What a disk writes whole or not at all.
    static final int SECTOR_BYTES = 512;

    /// Everything in a segment starts at a multiple of this, so that no mark and no record header
    /// lies in two sectors.
    static final int SLOT_BYTES = 32;

    /// The largest payload of an entry.
    static final int PAYLOAD_BYTES_MAX = 1 << 30;

    /// What an operator does about damage.
    static final String REMEDY =
            " Nothing was changed. Keep a copy of this folder, check the disk, then remove"
                    + " this member from the group and add it again under a new id with an empty"
                    + " folder.";

    private LogFormat() {}

    /// The size of a record with its header and padding.
    static int recordBytes(int payloadBytes) {
        return SLOT_BYTES + alignedUp(payloadBytes, SLOT_BYTES);
    }

    static int alignedUp(int value, int unit) {
        return (value + unit - 1) & -unit;
    }

    /// Two numbers as one, for memory that takes a long as quickly as an int.
    static long twoInts(int first, int second) {
        return (long) first << Integer.SIZE | Integer.toUnsignedLong(second);
    }

    /// The CRC32C of `bytes`, which stay where they are.
    static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    static CorruptLogException damage(String file, long offset, String what) {
        return new CorruptLogException(
                "%s, offset %,d: %s.%s".formatted(file, offset, what, REMEDY));
    }
}
