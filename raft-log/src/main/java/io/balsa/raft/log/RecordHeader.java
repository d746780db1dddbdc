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

    /// Puts the header into an empty `slot`, ready to be read, with room for the sum.
    static void put(ByteBuffer slot, Entry entry, int previous, int mask) {
        slot.clear();
        slot.putInt(0).putInt(previous);
        slot.putLong(entry.id().index()).putLong(entry.id().term());
        var code = RecordKind.of(entry.kind()).code();
        slot.putInt(entry.payloadBytes()).putInt(code << 24 | mask).flip();
    }

    /// Puts the record of a log's base into an empty `slot`, ready to be read, and returns its sum.
    static int putBase(ByteBuffer slot, EntryId base, int previous) {
        slot.clear();
        slot.putInt(0).putInt(previous).putLong(base.index()).putLong(base.term());
        slot.putInt(0).putInt(RecordKind.BASE.code() << 24).flip();
        var sum = LogFormat.crc(slot.slice(Integer.BYTES, LogFormat.SLOT_BYTES - Integer.BYTES));
        slot.putInt(0, sum);
        return sum;
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
