package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// The durable [LogStore]: segments of a fixed size on a [Disk], written in frames, each entry
/// under a CRC32C that is chained to the one before. docs/log-format.md describes the bytes and why
/// a crash leaves the state before or after the last write.
///
/// A write is one frame, and whole or not there after a crash, as long as it fits into a segment. A
/// larger one is several frames: a crash may leave its drop and the first of its entries. A disk
/// that is too full for the next segment is a [DiskFullException]: the same write may be tried
/// again, and nothing else may be written before it.
///
/// Purging deletes whole segments: the log keeps those of the purged entries that share one with an
/// entry that is not.
public final class SegmentedLog implements LogStore {
    /// The size of a segment unless told otherwise. An entry that needs more gets a larger one.
    public static final int SEGMENT_BYTES = 64 << 20;

    /// Segments are multiples of this.
    public static final int PAGE_BYTES = 4096;

    /// A segment has no more unless a single entry needs it.
    public static final int SEGMENT_BYTES_MAX = 1 << 30;

    private final BallotFile ballots;
    private final BaseFile bases;
    private final SegmentChain segments;
    private final FrameWriter writer;
    private final EntryIndex index;
    private final Recovery recovery;
    private final List<String> repairs;
    private final TermStarts terms;
    private @Nullable Throwable failure;

    private SegmentedLog(
            BallotFile ballots,
            BaseFile bases,
            SegmentChain segments,
            FrameWriter writer,
            LogRecovery log) {
        this.ballots = ballots;
        this.bases = bases;
        this.segments = segments;
        this.writer = writer;
        this.index = log.index();
        this.recovery = log.recovery(ballots.ballot());
        this.repairs = List.copyOf(log.repairs());
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
        if (segmentBytes < PAGE_BYTES
                || segmentBytes > SEGMENT_BYTES_MAX
                || segmentBytes % PAGE_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a segment has a multiple of 4 KiB, at most 1 GiB, not %,d bytes"
                            .formatted(segmentBytes));
        }
        var segments = new SegmentChain(disk, segmentBytes);
        BallotFile ballots = null;
        BaseFile bases = null;
        try {
            if (!BallotFile.exists(disk)) {
                create(disk, segmentBytes);
            }
            ballots = BallotFile.open(disk);
            bases = BaseFile.open(disk);
            var log = new LogRecovery(disk, bases.base(), segments);
            log.run();
            if (ballots.mend()) {
                log.repairs().add("ballot: wrote one copy again from the other");
            }
            if (bases.mend()) {
                log.repairs().add("base: wrote one copy again from the other");
            }
            log.deletePurged();
            return new SegmentedLog(ballots, bases, segments, new FrameWriter(segmentBytes), log);
        } catch (IOException | RuntimeException failure) {
            closeAll(failure, ballots, bases, segments);
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

    private static void closeAll(Exception failure, @Nullable AutoCloseable... files) {
        for (var file : files) {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (Exception suppressed) {
                failure.addSuppressed(suppressed);
            }
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
        checkUsable();
        checkFits(write);
        try {
            if (write.ballot() != null) {
                ballots.write(write.ballot());
            }
            var content = FrameContent.of(write);
            if (write.keepThrough() < terms.lastEntry().index() || !content.isEmpty()) {
                append(content);
            }
            if (write.reset() != null) {
                deleteThrough(write.reset().index());
            }
        } catch (DiskFullException full) {
            throw full;
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
            throw failed;
        }
    }

    private void checkUsable() throws IOException {
        if (failure != null) {
            throw new IOException("an earlier write failed, so this log takes no more", failure);
        }
    }

    private void checkFits(LogWrite write) {
        check(
                write.keepThrough() >= terms.base().index()
                        && (write.reset() != null
                                || write.keepThrough() <= terms.lastEntry().index()),
                "a write keeps entries that are there");
        var index = write.keepThrough();
        var term = write.reset() == null ? terms.termAt(index) : write.reset().term();
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

    /// Writes `content` in as few frames as fit.
    private void append(FrameContent content) throws IOException {
        var left = content;
        do {
            var frame = segments.makeRoom(left, terms.lastEntry());
            var offset = segments.last().end() + frame.entriesOffset();
            writer.write(segments.last(), frame);
            note(frame, offset);
            left = left.after(frame.entries().size());
        } while (!left.isEmpty());
    }

    private void note(FrameContent frame, int offset) {
        if (frame.base() != null) {
            index.reset(frame.base().index());
            terms.reset(frame.base());
        } else {
            terms.truncateAfter(frame.nextIndex() - 1);
        }
        index.replace(segments.last(), offset, frame.nextIndex(), frame.payloadBytes());
        frame.entries().forEach(entry -> terms.append(entry.id()));
    }

    @Override
    public void purge(EntryId through) throws IOException {
        checkUsable();
        if (through.index() <= terms.base().index()) {
            return;
        }
        check(
                through.index() <= terms.lastEntry().index()
                        && through.term() == terms.termAt(through.index()),
                "a purge names an entry of the log");
        try {
            deleteThrough(through.index());
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
            throw failed;
        }
    }

    /// Deletes the segments that hold nothing behind `lastIndex`, once it is durable where the log
    /// begins then. What it begins behind is the last entry before those that are left, since
    /// segments go whole.
    private void deleteThrough(long lastIndex) throws IOException {
        var holder = index.firstSegmentBehind(lastIndex);
        var first = holder == null ? segments.last() : holder;
        if (first == segments.first()) {
            return;
        }
        var baseIndex = index.firstIndexFrom(first) - 1;
        var base = new EntryId(terms.termAt(baseIndex), baseIndex);
        bases.write(new LogBase(first.number(), first.header().previous(), base));
        index.purgeBefore(first);
        terms.purgeThrough(baseIndex);
        segments.deleteBefore(first);
    }

    @Override
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException {
        var runs = index.acquire(firstIndex, lastIndex, bytesMax);
        try {
            return EntryReader.read(runs);
        } finally {
            EntryIndex.release(runs);
        }
    }

    @Override
    public void close() throws IOException {
        ballots.close();
        bases.close();
        segments.close();
    }
}
