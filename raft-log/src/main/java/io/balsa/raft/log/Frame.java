package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SLOT_BYTES;

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
            if (records.get(i).id().index() != opening.firstIndex() + i) {
                return false;
            }
        }
        return records.size() == opening.records();
    }

    long firstIndex() {
        return opening.firstIndex();
    }

    /// Where the first record is.
    int recordsOffset() {
        return offset + SLOT_BYTES;
    }

    int[] payloadBytes() {
        return records.stream().mapToInt(RecordHeader::payloadBytes).toArray();
    }
}
