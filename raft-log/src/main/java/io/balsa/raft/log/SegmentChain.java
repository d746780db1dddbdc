package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The segments of a log, from where it begins to the one that is written.
final class SegmentChain implements AutoCloseable {
    private final Disk disk;
    private final int segmentBytes;
    private final List<Segment> segments = new ArrayList<>();

    /// The segment whose successor the disk knows to be needed.
    private @Nullable Segment announced;

    /// @param segmentBytes the size of new segments
    SegmentChain(Disk disk, int segmentBytes) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
    }

    void add(Segment segment) {
        segments.add(segment);
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Segment first() {
        return segments.getFirst();
    }

    /// The one that is written.
    Segment last() {
        return segments.getLast();
    }

    /// As much of `content` as goes into the next frame, for which there is room then: all, if need
    /// be in a new segment, or as many entries as the segment has room for when no segment holds
    /// them all.
    FrameContent makeRoom(FrameContent content, EntryId lastEntry) throws IOException {
        var bytes = content.frameBytes();
        if (bytes <= last().room()) {
            announceNext();
            return content;
        }
        var smallest = content.first(1).frameBytes();
        var segmentRoom = segmentBytes - Segment.OVERHEAD_BYTES;
        if (bytes <= segmentRoom || smallest > last().room()) {
            roll(Math.max(Math.min(bytes, segmentRoom), smallest), lastEntry);
        }
        return content.fitting(last().room());
    }

    /// Has the next segment made ready once this one is half full.
    private void announceNext() {
        if (last() != announced && last().room() < last().bytes() / 2) {
            announced = last();
            disk.prepare(segmentBytes);
        }
    }

    /// Goes on in a new segment with room for a frame of `frameBytes`.
    private void roll(long frameBytes, EntryId lastEntry) throws IOException {
        var bytes = Math.toIntExact(frameBytes + Segment.OVERHEAD_BYTES);
        var size = Math.max(segmentBytes, LogFormat.alignedUp(bytes, SegmentedLog.PAGE_BYTES));
        var full = last();
        segments.add(Segment.create(disk, full.next(lastEntry, size)));
        full.seal();
    }

    /// Deletes the segments before `first`. Whoever reads in one of them may go on.
    void deleteBefore(Segment first) throws IOException {
        while (first().number() < first.number()) {
            var unused = segments.removeFirst();
            disk.delete(unused.file().name());
            unused.retire();
        }
    }

    @Override
    public void close() throws IOException {
        for (var segment : segments) {
            segment.file().close();
        }
    }
}
