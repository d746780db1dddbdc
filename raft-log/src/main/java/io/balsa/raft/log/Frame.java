package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SLOT_BYTES;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A frame that was read back whole.
///
/// @param offset where its opening mark is
/// @param chain the sum of its closing mark
record Frame(int offset, Mark opening, List<RecordHeader> records, int chain) {
    /// The frame at the end of `segment` that begins with `opening`, or null when anything in it is
    /// not as it was written.
    static @Nullable Frame read(FileWindow window, Segment segment, Mark opening)
            throws IOException {
        var offset = segment.end();
        var closingOffset = offset + opening.frameBytes() - SLOT_BYTES;
        var chain = window.slot(offset).getInt(0);
        var records = new ArrayList<RecordHeader>();
        var at = offset + SLOT_BYTES;
        while (at < closingOffset) {
            var header = RecordHeader.at(window.slot(at));
            if (header == null
                    || header.previous() != chain
                    || header.recordBytes() > closingOffset - at
                    || window.crc(at + 4, header.recordBytes() - 4) != header.crc()) {
                return null;
            }
            chain = header.crc();
            at += header.recordBytes();
            records.add(header);
        }
        var slot = window.slot(closingOffset);
        var closing = Mark.at(slot, segment.place(closingOffset));
        return opening.closing(chain).equals(closing) && isComplete(opening, records)
                ? new Frame(offset, opening, records, slot.getInt(0))
                : null;
    }

    private static boolean isComplete(Mark opening, List<RecordHeader> records) {
        for (var i = 0; i < records.size(); i++) {
            var record = records.get(i);
            if (record.id().index() != opening.firstIndex() + i
                    || (i > 0 && record.kind() == RecordKind.BASE)) {
                return false;
            }
        }
        return records.size() == opening.records();
    }

    /// What the log begins behind from this frame on; null when it goes on as it was.
    @Nullable EntryId base() {
        return hasBase() ? records.getFirst().id() : null;
    }

    private boolean hasBase() {
        return !records.isEmpty() && records.getFirst().kind() == RecordKind.BASE;
    }

    /// The entries that the frame drops begin here.
    long nextIndex() {
        return opening.firstIndex() + (hasBase() ? 1 : 0);
    }

    List<RecordHeader> entries() {
        return records.subList(hasBase() ? 1 : 0, records.size());
    }

    /// Where the record of the first entry is.
    int entriesOffset() {
        return offset + (hasBase() ? 2 : 1) * SLOT_BYTES;
    }

    int[] payloadBytes() {
        return entries().stream().mapToInt(RecordHeader::payloadBytes).toArray();
    }
}
