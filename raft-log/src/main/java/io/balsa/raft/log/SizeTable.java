package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntrySizes;

import java.util.ArrayList;
import java.util.List;

/// The payload size of every entry in the log: four bytes each, in chunks, so that a long log never
/// has to be copied. Confined to one thread.
public final class SizeTable implements EntrySizes {
    private static final int CHUNK_SHIFT = 12;
    private static final int CHUNK_ENTRIES = 1 << CHUNK_SHIFT;

    private final List<int[]> chunks = new ArrayList<>();
    private long origin;
    private long firstIndex;
    private long nextIndex;

    /// An empty table for a log whose first entry is at `firstIndex`.
    public SizeTable(long firstIndex) {
        reset(firstIndex - 1);
    }

    @Override
    public int bytesAt(long index) {
        check(index >= firstIndex && index < nextIndex, "a size is asked of an entry in the log");
        var place = index - origin;
        return chunks.get((int) (place >> CHUNK_SHIFT))[(int) place & (CHUNK_ENTRIES - 1)];
    }

    /// Notes the payload size of the entry behind the last one.
    public void append(int payloadBytes) {
        var place = nextIndex - origin;
        if ((place >> CHUNK_SHIFT) == chunks.size()) {
            chunks.add(new int[CHUNK_ENTRIES]);
        }
        chunks.get((int) (place >> CHUNK_SHIFT))[(int) place & (CHUNK_ENTRIES - 1)] = payloadBytes;
        nextIndex++;
    }

    /// Forgets the entries after `index`.
    public void truncateAfter(long index) {
        check(index >= firstIndex - 1, "the log is cut behind what was purged");
        nextIndex = Math.min(nextIndex, index + 1);
        var needed = (int) ((nextIndex - origin + CHUNK_ENTRIES - 1) >> CHUNK_SHIFT);
        while (chunks.size() > needed) {
            chunks.removeLast();
        }
    }

    /// Forgets the entries up to and with `index`, which were purged.
    public void purgeThrough(long index) {
        check(index < nextIndex, "what is purged is in the log");
        firstIndex = Math.max(firstIndex, index + 1);
        var unused = (int) ((firstIndex - origin) >> CHUNK_SHIFT);
        if (unused > 0) {
            chunks.subList(0, Math.min(unused, chunks.size())).clear();
            origin += (long) unused << CHUNK_SHIFT;
        }
    }

    /// Forgets everything, and goes on behind `lastIndex`.
    public void reset(long lastIndex) {
        chunks.clear();
        origin = lastIndex + 1;
        firstIndex = origin;
        nextIndex = origin;
    }

    public long lastIndex() {
        return nextIndex - 1;
    }
}
