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

    /// The live entries of one segment.
    private static final class Stretch {
        private static final int ENTRIES_MIN = 64;

        private final Segment segment;
        private final long firstIndex;
        private int count;
        private int[] offsets = new int[ENTRIES_MIN];
        private int[] sizes = new int[ENTRIES_MIN];

        Stretch(Segment segment, long firstIndex) {
            this.segment = segment;
            this.firstIndex = firstIndex;
        }

        void append(int offset, int payloadBytes) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            offsets[count] = offset;
            sizes[count] = payloadBytes;
            count++;
        }

        void truncateAfter(long index) {
            count = (int) Math.min(count, index + 1 - firstIndex);
        }

        int payloadBytes(long index) {
            return sizes[place(index)];
        }

        private int place(long index) {
            return (int) (index - firstIndex);
        }

        private int recordEnd(int place) {
            return offsets[place] + LogFormat.recordBytes(sizes[place]);
        }

        /// As many of the entries before `end` as one read brings in.
        Run run(long from, long end) {
            var first = place(from);
            var last = first;
            var lastPlace = (int) Math.min(count, end - firstIndex) - 1;
            while (last < lastPlace && offsets[last + 1] - recordEnd(last) <= GAP_BYTES_MAX) {
                last++;
            }
            var bytes = recordEnd(last) - offsets[first];
            return new Run(segment, from, Arrays.copyOfRange(offsets, first, last + 1), bytes);
        }
    }
}
