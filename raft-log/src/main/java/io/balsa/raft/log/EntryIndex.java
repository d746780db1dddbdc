package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Where every entry of the log is: eight bytes each. One writer, any number of readers.
final class EntryIndex {
    /// Reading over so much of what nobody asked for is cheaper than another read.
    private static final int GAP_BYTES_MAX = 4096;

    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
    private long baseIndex;
    private long lastIndex;

    /// Consecutive entries that one read of a file brings in.
    ///
    /// @param offsets where each record begins in the file
    /// @param bytes from the first of them to the end of the last record
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares runs.
    record Run(Segment segment, long firstIndex, int[] offsets, int bytes) {}

    /// Notes a frame of `segment`: what was there from `firstIndex` on is dropped. The records of
    /// what came instead begin at `offset`, and `payloadBytes` has the size of each payload.
    synchronized void replace(Segment segment, int offset, long firstIndex, int[] payloadBytes) {
        check(
                firstIndex > baseIndex && firstIndex <= lastIndex + 1,
                "a frame leaves no hole before it");
        truncateAfter(firstIndex - 1);
        if (payloadBytes.length == 0) {
            return;
        }
        var last = stretches.lastEntry();
        if (last == null || last.getValue().segment != segment) {
            stretches.put(firstIndex, new Stretch(segment, firstIndex));
        }
        var stretch = stretches.lastEntry().getValue();
        var place = offset;
        for (var bytes : payloadBytes) {
            stretch.append(place, bytes);
            place += LogFormat.recordBytes(bytes);
        }
        lastIndex += payloadBytes.length;
    }

    private void truncateAfter(long keepThrough) {
        stretches.tailMap(keepThrough, false).clear();
        if (!stretches.isEmpty()) {
            stretches.lastEntry().getValue().truncateAfter(keepThrough);
        }
        lastIndex = keepThrough;
    }

    /// Forgets everything, and goes on behind `baseIndex`.
    synchronized void reset(long baseIndex) {
        stretches.clear();
        this.baseIndex = baseIndex;
        lastIndex = baseIndex;
    }

    /// The first segment that holds an entry behind `index`, or null when none does.
    synchronized @Nullable Segment firstSegmentBehind(long index) {
        for (var stretch : stretches.values()) {
            if (stretch.firstIndex + stretch.count > index + 1) {
                return stretch.segment;
            }
        }
        return null;
    }

    /// The first entry in `segment` or one after it; one past the last when there is none.
    synchronized long firstIndexFrom(Segment segment) {
        for (var stretch : stretches.values()) {
            if (stretch.segment.number() >= segment.number()) {
                return stretch.firstIndex;
            }
        }
        return lastIndex + 1;
    }

    /// Forgets the entries before `segment`, so that nobody begins to read them any more.
    synchronized void purgeBefore(Segment segment) {
        baseIndex = firstIndexFrom(segment) - 1;
        stretches.headMap(baseIndex, true).clear();
    }

    /// What to read for the entries from `firstIndex` to `lastIndex` that are still there: at least
    /// one, then as many as fit into `bytesMax` payload bytes. Nothing when the first is gone. The
    /// segments stay open until [#release(List)].
    synchronized List<Run> acquire(long firstIndex, long lastIndex, long bytesMax) {
        check(firstIndex >= 1 && firstIndex <= lastIndex, "a read asks for some entries");
        var runs = new ArrayList<Run>();
        if (firstIndex <= baseIndex || firstIndex > this.lastIndex) {
            return runs;
        }
        var end = lastFitting(firstIndex, Math.min(lastIndex, this.lastIndex), bytesMax) + 1;
        for (var index = firstIndex; index < end; ) {
            var run = stretchOf(index).run(index, end);
            runs.add(run);
            index += run.offsets.length;
        }
        runs.forEach(run -> run.segment.acquire());
        return runs;
    }

    /// Ends a read.
    static void release(List<Run> runs) throws IOException {
        for (var run : runs) {
            run.segment.release();
        }
    }

    private long lastFitting(long firstIndex, long lastIndex, long bytesMax) {
        var index = firstIndex;
        long bytes = stretchOf(index).payloadBytes(index);
        while (index < lastIndex) {
            bytes += stretchOf(index + 1).payloadBytes(index + 1);
            if (bytes > bytesMax) {
                break;
            }
            index++;
        }
        return index;
    }

    private Stretch stretchOf(long index) {
        return stretches.floorEntry(index).getValue();
    }

    /// The live entries of one segment, in chunks: growing it copies nothing.
    private static final class Stretch {
        private static final int CHUNK_ENTRIES = 1024;

        private final Segment segment;
        private final long firstIndex;
        private int count;

        /// Where each record begins, and beside it the size of its payload.
        private final List<int[]> chunks = new ArrayList<>();

        Stretch(Segment segment, long firstIndex) {
            this.segment = segment;
            this.firstIndex = firstIndex;
        }

        void append(int offset, int payloadBytes) {
            if (count == chunks.size() * CHUNK_ENTRIES) {
                chunks.add(new int[2 * CHUNK_ENTRIES]);
            }
            var chunk = chunks.get(count / CHUNK_ENTRIES);
            var place = 2 * (count % CHUNK_ENTRIES);
            chunk[place] = offset;
            chunk[place + 1] = payloadBytes;
            count++;
        }

        void truncateAfter(long index) {
            count = (int) Math.min(count, index + 1 - firstIndex);
        }

        int payloadBytes(long index) {
            return size(place(index));
        }

        private int place(long index) {
            return (int) (index - firstIndex);
        }

        private int offset(int place) {
            return chunks.get(place / CHUNK_ENTRIES)[2 * (place % CHUNK_ENTRIES)];
        }

        private int size(int place) {
            return chunks.get(place / CHUNK_ENTRIES)[2 * (place % CHUNK_ENTRIES) + 1];
        }

        private int recordEnd(int place) {
            return offset(place) + LogFormat.recordBytes(size(place));
        }

        /// As many of the entries before `end` as one read brings in.
        Run run(long from, long end) {
            var first = place(from);
            var last = first;
            var lastPlace = (int) Math.min(count, end - firstIndex) - 1;
            while (last < lastPlace && offset(last + 1) - recordEnd(last) <= GAP_BYTES_MAX) {
                last++;
            }
            var offsets = new int[last + 1 - first];
            Arrays.setAll(offsets, at -> offset(first + at));
            return new Run(segment, from, offsets, recordEnd(last) - offsets[0]);
        }
    }
}
