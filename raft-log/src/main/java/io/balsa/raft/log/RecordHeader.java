package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.PAYLOAD_BYTES_MAX;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// What stands before the payload of an entry.
///
/// @param crc the CRC32C of everything else in the record: header, payload as stored, padding
/// @param previous the sum of the mark or record before this one: the chain
/// @param mask what the payload is stored under (see [Mask])
record RecordHeader(
        int crc, int previous, EntryId id, int payloadBytes, RecordKind kind, int mask) {

    /// Puts the header of an entry's record into the slot at `at`, with room for the sum.
    static void put(ByteBuffer buffer, int at, Entry entry, int previous, int mask) {
        put(buffer, at, entry.id(), previous);
        var code = RecordKind.of(entry.kind()).code();
        buffer.putLong(at + 24, LogFormat.twoInts(entry.payloadBytes(), code << 24 | mask));
    }

    /// Puts the record of a log's base into the slot at `at`, and returns its sum.
    static int putBase(ByteBuffer buffer, int at, EntryId base, int previous) {
        put(buffer, at, base, previous);
        buffer.putLong(at + 24, LogFormat.twoInts(0, RecordKind.BASE.code() << 24));
        var sum = LogFormat.crc(buffer.slice(at + 4, LogFormat.SLOT_BYTES - 4));
        buffer.putInt(at, sum);
        return sum;
    }

    private static void put(ByteBuffer buffer, int at, EntryId id, int previous) {
        buffer.putLong(at, LogFormat.twoInts(0, previous));
        buffer.putLong(at + 8, id.index());
        buffer.putLong(at + 16, id.term());
    }

    /// The header in the first bytes of `slot`, or null when there cannot be one like it. Whether
    /// it is sound, only the sum over the whole record shows.
    static @Nullable RecordHeader at(ByteBuffer slot) {
        var start = slot.position();
        var kind = RecordKind.of(slot.get(start + 28));
        var index = slot.getLong(start + 8);
        var term = slot.getLong(start + 16);
        var payloadBytes = slot.getInt(start + 24);
        if (kind == null
                || index <= 0
                || term < 0
                || payloadBytes < 0
                || payloadBytes > PAYLOAD_BYTES_MAX) {
            return null;
        }
        return new RecordHeader(
                slot.getInt(start),
                slot.getInt(start + 4),
                new EntryId(term, index),
                payloadBytes,
                kind,
                slot.getInt(start + 28) & 0xFFFFFF);
    }

    /// The size of the whole record.
    int recordBytes() {
        return LogFormat.recordBytes(payloadBytes);
    }
}
