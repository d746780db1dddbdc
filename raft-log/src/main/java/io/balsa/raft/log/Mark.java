package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SLOT_BYTES;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A slot that says where a frame begins or ends, or that a segment is full.
///
/// @param previous the sum of the mark or record before this one: the chain
/// @param firstIndex the index of the frame's first record; the frame drops what was there before
/// @param frameBytes the size of the frame with both marks
/// @param records the number of records in the frame
record Mark(Kind kind, int previous, long firstIndex, int frameBytes, int records) {
    /// Each ends in a byte that is not zero and does not become zero by one flipped bit.
    enum Kind {
        OPENING(0x4F50454E),
        CLOSING(0x53485554),
        SEAL(0x5345414C);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static @Nullable Kind of(int code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    /// Where a mark stands. It is part of its sum, so that a mark in another place is none.
    record Place(long segment, int offset) {}

    static Mark opening(int previous, int frameBytes, FrameContent content) {
        return new Mark(
                Kind.OPENING, previous, content.firstIndex(), frameBytes, content.records());
    }

    static Mark seal(int previous) {
        return new Mark(Kind.SEAL, previous, 0, SLOT_BYTES, 0);
    }

    /// The counterpart at the other end of the frame.
    Mark closing(int previous) {
        return new Mark(Kind.CLOSING, previous, firstIndex, frameBytes, records);
    }

    /// Puts this mark into the slot at `at`, and returns its sum.
    int put(ByteBuffer buffer, int at, Place place) {
        buffer.putLong(at, LogFormat.twoInts(0, previous));
        buffer.putLong(at + 8, firstIndex);
        buffer.putLong(at + 16, LogFormat.twoInts(frameBytes, records));
        buffer.putLong(at + 24, LogFormat.twoInts(0, kind.code));
        var sum = sum(buffer, at, place);
        buffer.putInt(at, sum);
        return sum;
    }

    /// The mark in the first bytes of `slot`, or null when there is none that is sound.
    static @Nullable Mark at(ByteBuffer slot, Place place) {
        var start = slot.position();
        var kind = Kind.of(slot.getInt(start + 28));
        if (kind == null || slot.getInt(start) != sum(slot, start, place)) {
            return null;
        }
        return new Mark(
                kind,
                slot.getInt(start + 4),
                slot.getLong(start + 8),
                slot.getInt(start + 16),
                slot.getInt(start + 20));
    }

    /// The place is summed up byte by byte: memory to put it into would cost more.
    private static int sum(ByteBuffer buffer, int at, Place place) {
        var crc = new CRC32C();
        for (var shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc.update((int) (place.segment >>> shift) & 0xFF);
        }
        for (var shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc.update(place.offset >>> shift & 0xFF);
        }
        crc.update(buffer.slice(at + Integer.BYTES, SLOT_BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }
}
