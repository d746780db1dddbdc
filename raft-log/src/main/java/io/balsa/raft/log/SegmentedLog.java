package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The durable [LogStore]: segments of a fixed size on a [Disk], written in frames, each entry
/// under a CRC32C that is chained to the one before. docs/log-format.md describes the bytes and why
/// a crash leaves the state before or after the last write.
///
/// A write is one frame, and whole or not there after a crash, as long as it fits into a segment. A
/// larger one is several frames: a crash may leave its drop and the first of its entries. A disk
/// that is too full for the next segment is a [DiskFullException]: the same write may be tried
/// again, and nothing else may be written before it.
public final class SegmentedLog implements LogStore {
    /// The size of a segment unless told otherwise. An entry that needs more gets a larger one.
    public static final int SEGMENT_BYTES = 64 << 20;

    private static final int SEGMENT_BYTES_MIN = 4096;
    private static final int SEGMENT_BYTES_MAX = 1 << 30;

    private final Disk disk;
    private final int segmentBytes;
    private final BallotFile ballots;
    private final FrameWriter writer;
    private final List<Segment> segments;
    private final EntryIndex index;
    private final Recovery recovery;
    private final List<String> repairs;
    private final TermStarts terms;
    private Segment current;
    private @Nullable Throwable failure;

    private SegmentedLog(
            Disk disk,
            int segmentBytes,
            BallotFile ballots,
            List<Segment> segments,
            LogRecovery log) {
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.ballots = ballots;
        this.segments = segments;
        this.writer = new FrameWriter(segmentBytes);
        this.index = log.index();
        this.recovery = log.recovery(ballots.ballot());
        this.repairs = List.copyOf(log.repairs());
        this.current = segments.getLast();
        this.terms = log.terms();
    }

    /// Opens the log on `disk`, or creates one on an empty disk.
    ///
    /// @throws CorruptLogException when something that was durable does not read back; nothing is
    ///   changed then
    public static SegmentedLog open(Disk disk) throws IOException {
        return open(disk, SEGMENT_BYTES);
    }

    /// Opens the log on `disk`, or creates one, with segments of a size of one's own.
    ///
    /// @param segmentBytes the size of new segments, a multiple of 4 KiB
    public static SegmentedLog open(Disk disk, int segmentBytes) throws IOException {
        if (segmentBytes < SEGMENT_BYTES_MIN
                || segmentBytes > SEGMENT_BYTES_MAX
                || segmentBytes % SEGMENT_BYTES_MIN != 0) {
            throw new IllegalArgumentException(
                    "a segment has a multiple of 4 KiB, at most 1 GiB, not %,d bytes"
                            .formatted(segmentBytes));
        }
        var segments = new ArrayList<Segment>();
        BallotFile ballots = null;
        try {
            if (!BallotFile.exists(disk)) {
                create(disk, segmentBytes);
            }
            ballots = BallotFile.open(disk);
            var log = new LogRecovery(disk, segments);
            log.run();
            if (ballots.mend()) {
                log.repairs().add("ballot: wrote one copy again from the other");
            }
            return new SegmentedLog(disk, segmentBytes, ballots, segments, log);
        } catch (IOException | RuntimeException failure) {
            closeAll(ballots, segments, failure);
            throw failure;
        }
    }

    /// The ballot comes last: where it is, the first segment was there. Without it, the disk holds
    /// at most what an earlier attempt to create the log left.
    private static void create(Disk disk, int segmentBytes) throws IOException {
        var first = Segment.name(1);
        for (var name : disk.list()) {
            if (Segment.isName(name)
                    && !(name.equals(first) && LogRecovery.isUnused(disk, first))) {
                throw LogFormat.damage(name, 0, "there is a log here, and no ballot");
            }
        }
        disk.delete(first);
        var header = new SegmentHeader(1, 0, EntryId.NONE, segmentBytes);
        Segment.create(disk, header).file().close();
        BallotFile.create(disk).close();
    }

    private static void closeAll(
            @Nullable BallotFile ballots, List<Segment> segments, Exception failure) {
        try {
            if (ballots != null) {
                ballots.close();
            }
            for (var segment : segments) {
                segment.file().close();
            }
        } catch (IOException suppressed) {
            failure.addSuppressed(suppressed);
        }
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    /// What opening the log mended, for the operator: one sentence each, empty as a rule.
    public List<String> repairs() {
        return repairs;
    }

    @Override
    public void write(LogWrite write) throws IOException {
        if (failure != null) {
            throw new IOException("an earlier write failed, so this log takes no more", failure);
        }
        checkFits(write);
        try {
            if (write.ballot() != null) {
                ballots.write(write.ballot());
            }
            if (write.keepThrough() < terms.lastEntry().index() || !write.entries().isEmpty()) {
                replace(write.keepThrough() + 1, write.entries());
            }
        } catch (DiskFullException full) {
            throw full;
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
            throw failed;
        }
    }

    private void checkFits(LogWrite write) {
        check(
                write.keepThrough() >= 0 && write.keepThrough() <= terms.lastEntry().index(),
                "a write keeps entries that are there");
        var index = write.keepThrough();
        var term = terms.termAt(index);
        for (var entry : write.entries()) {
            index++;
            check(entry.id().index() == index, "entries follow each other without a hole");
            check(entry.id().term() >= term, "terms never fall within a log");
            check(
                    entry.payloadBytes() <= LogFormat.PAYLOAD_BYTES_MAX,
                    "a payload has at most 1 GiB");
            term = entry.id().term();
        }
    }

    /// Drops the entries from `firstIndex` on and writes `entries` there, in as few frames as fit.
    private void replace(long firstIndex, List<Entry> entries) throws IOException {
        var left = entries;
        do {
            var count = nextFrame(left);
            var frame = left.subList(0, count);
            var offset = current.end();
            var next = firstIndex + (entries.size() - left.size());
            writer.write(current, next, frame);
            var sizes = frame.stream().mapToInt(Entry::payloadBytes).toArray();
            index.replace(current, offset, next, sizes);
            terms.truncateAfter(next - 1);
            frame.forEach(entry -> terms.append(entry.id()));
            left = left.subList(count, left.size());
        } while (!left.isEmpty());
    }

    /// How many of `entries` go into the next frame: all, if need be in a new segment, or as many
    /// as the segment has room for when no segment holds them all.
    private int nextFrame(List<Entry> entries) throws IOException {
        var bytes = LogFormat.frameBytes(entries);
        if (bytes <= current.room()) {
            return entries.size();
        }
        var first = entries.isEmpty() ? entries : entries.subList(0, 1);
        var segmentRoom = segmentBytes - Segment.OVERHEAD_BYTES;
        if (bytes <= segmentRoom || LogFormat.frameBytes(first) > current.room()) {
            roll(Math.max(Math.min(bytes, segmentRoom), LogFormat.frameBytes(first)));
        }
        return count(entries, current.room());
    }

    private static int count(List<Entry> entries, int room) {
        var bytes = 2L * LogFormat.SLOT_BYTES;
        var count = 0;
        for (var entry : entries) {
            bytes += LogFormat.recordBytes(entry.payloadBytes());
            if (bytes > room) {
                break;
            }
            count++;
        }
        return count;
    }

    /// Goes on in a new segment with room for a frame of `frameBytes`.
    private void roll(long frameBytes) throws IOException {
        var bytes = Math.toIntExact(frameBytes + Segment.OVERHEAD_BYTES);
        var size = Math.max(segmentBytes, LogFormat.alignedUp(bytes, SEGMENT_BYTES_MIN));
        var next = Segment.create(disk, current.next(terms.lastEntry(), size));
        segments.add(next);
        current.seal();
        current = next;
    }

    @Override
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException {
        return EntryReader.read(index.runs(firstIndex, lastIndex, bytesMax));
    }

    @Override
    public void close() throws IOException {
        ballots.close();
        for (var segment : segments) {
            segment.file().close();
        }
    }
}
