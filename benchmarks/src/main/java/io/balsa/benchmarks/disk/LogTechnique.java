package io.balsa.benchmarks.disk;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.SegmentedLog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;

/// Batches of entries of 256 bytes, as many as a write of the given size has room for.
final class LogTechnique implements Technique {
    private static final int PAYLOAD_BYTES = 256;
    private static final int RECORD_BYTES = 288;

    @Override
    public String title() {
        return "segmented log, 256-byte entries";
    }

    @Override
    public Writing start(Path folder, int bytes) throws IOException {
        var log = SegmentedLog.open(FileDisk.open(folder));
        var payload = ByteBuffer.allocate(PAYLOAD_BYTES);
        for (var i = 0; i < PAYLOAD_BYTES; i++) {
            payload.put(i, (byte) (i * 31 + 7));
        }
        return new Batches(log, payload, Math.max(1, bytes / RECORD_BYTES));
    }

    private static final class Batches implements Writing {
        private final SegmentedLog log;
        private final ByteBuffer payload;
        private final int count;
        private long lastIndex;

        Batches(SegmentedLog log, ByteBuffer payload, int count) {
            this.log = log;
            this.payload = payload;
            this.count = count;
        }

        @Override
        public void write() throws IOException {
            var entries = new ArrayList<Entry>(count);
            for (var i = 1; i <= count; i++) {
                var id = new EntryId(1, lastIndex + i);
                entries.add(new Entry(id, Entry.Kind.COMMAND, payload));
            }
            log.write(new LogWrite(null, lastIndex, entries));
            lastIndex += count;
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
