package io.balsa.raft.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads entries back, each checked against its sum.
final class EntryReader {
    private EntryReader() {}

    static List<Entry> read(List<EntryIndex.Run> runs) throws IOException {
        var entries = new ArrayList<Entry>();
        for (var run : runs) {
            read(run, entries);
        }
        return entries;
    }

    private static void read(EntryIndex.Run run, List<Entry> entries) throws IOException {
        var file = run.segment().file();
        var bytes = ByteBuffer.allocate(run.bytes());
        var offset = run.offsets()[0];
        file.read(offset, bytes);
        if (bytes.hasRemaining()) {
            throw LogFormat.damage(file.name(), offset + bytes.position(), "the file is cut off");
        }
        for (var i = 0; i < run.offsets().length; i++) {
            var place = run.offsets()[i];
            bytes.clear().position(place - offset);
            entries.add(entry(file, place, run.firstIndex() + i, bytes));
        }
    }

    private static Entry entry(DiskFile file, int offset, long index, ByteBuffer bytes)
            throws IOException {
        var start = bytes.position();
        var header = RecordHeader.at(bytes);
        if (header == null
                || header.kind() == RecordKind.BASE
                || header.id().index() != index
                || header.recordBytes() > bytes.remaining()
                || LogFormat.crc(bytes.slice(start + 4, header.recordBytes() - 4))
                        != header.crc()) {
            throw LogFormat.damage(
                    file.name(),
                    offset,
                    "entry " + index + " does not read back as it was written");
        }
        var payload = bytes.slice(start + LogFormat.SLOT_BYTES, header.payloadBytes());
        Mask.toggle(payload, header.mask());
        return new Entry(header.id(), header.kind().entryKind(), payload);
    }
}
