package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SLOT_BYTES;
import static io.balsa.raft.log.LogFormat.damage;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads a log from its disk: every frame of every segment, in the order written.
final class LogRecovery {
    private final Disk disk;
    private final List<Segment> segments;
    private final EntryIndex index = new EntryIndex();
    private final SizeTable sizes = new SizeTable(1);
    private final TermStarts terms = new TermStarts();
    private final List<MembershipEntry> memberships = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();

    /// Opened segments go into `segments`, also when reading them fails.
    LogRecovery(Disk disk, List<Segment> segments) {
        this.disk = disk;
        this.segments = segments;
    }

    EntryIndex index() {
        return index;
    }

    /// What was mended, for people.
    List<String> repairs() {
        return repairs;
    }

    Recovery recovery(Ballot ballot) {
        var slice = new LogSlice(EntryId.NONE, terms.list(), sizes.lastIndex(), memberships);
        return new Recovery(ballot, slice, sizes);
    }

    TermStarts terms() {
        return terms;
    }

    /// Reads all segments, and cuts the last write when it was torn.
    void run() throws IOException {
        var names = disk.list().stream().filter(Segment::isName).toList();
        for (var number = 1; number <= names.size(); number++) {
            if (!names.get(number - 1).equals(Segment.name(number))) {
                throw damage(Segment.name(number), 0, "the segment is missing");
            }
        }
        read(names.size());
    }

    private void read(int count) throws IOException {
        for (var number = 1; ; number++) {
            if (number > count) {
                throw damage(Segment.name(number), 0, "the segment is missing");
            }
            var scan = new SegmentScan(open(number));
            for (var frame = scan.next(); frame != null; frame = scan.next()) {
                accept(scan, frame);
            }
            if (scan.ending() != SegmentScan.Ending.SEALED) {
                takeBackUnfinishedRoll(scan, number + 1, count);
                cut(scan);
                return;
            }
        }
    }

    private Segment open(int number) throws IOException {
        var file = disk.open(Segment.name(number));
        try {
            var header = SegmentHeader.read(file);
            if (header.number() != number || header.previous() != chain()) {
                throw damage(file.name(), 0, "the segment belongs to another place or another log");
            }
            if (!header.lastEntry().equals(terms.lastEntry())) {
                throw damage(
                        file.name(),
                        0,
                        "the segment follows another entry than " + terms.lastEntry());
            }
            if (header.bytes() != file.size()) {
                throw damage(
                        file.name(),
                        file.size(),
                        "the file had %,d bytes when it was created".formatted(header.bytes()));
            }
            var segment = new Segment(header, file);
            segments.add(segment);
            return segment;
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private int chain() {
        return segments.isEmpty() ? 0 : segments.getLast().chain();
    }

    /// A segment is created, then the one before is sealed, then it is used. Stopped in between, it
    /// holds nothing and is not yet part of the log.
    private void takeBackUnfinishedRoll(SegmentScan scan, int next, int count) throws IOException {
        if (next > count) {
            return;
        }
        var isTornFrame = scan.ending() == SegmentScan.Ending.TORN && !scan.isTornMark();
        if (next < count || isTornFrame || !isUnused(disk, Segment.name(next))) {
            throw scan.damage("the log ends here, though " + Segment.name(next) + " goes on");
        }
        disk.delete(Segment.name(next));
        repairs.add(Segment.name(next) + ": removed, it had been created and not used");
    }

    /// Does the segment hold nothing behind its header?
    static boolean isUnused(Disk disk, String name) throws IOException {
        try (var file = disk.open(name)) {
            var size = Math.toIntExact(file.size()) & -SLOT_BYTES;
            return size <= SegmentHeader.BYTES
                    || new FileWindow(file, size).isEmpty(SegmentHeader.BYTES, size);
        }
    }

    private void cut(SegmentScan scan) throws IOException {
        if (scan.ending() == SegmentScan.Ending.TORN) {
            var name = segments.getLast().file().name();
            var offset = segments.getLast().end();
            repairs.add(
                    "%s, offset %,d: took away %,d bytes of a write that a crash had cut short"
                            .formatted(name, offset, scan.cut()));
        }
    }

    private void accept(SegmentScan scan, Frame frame) throws IOException {
        if (frame.firstIndex() < 1 || frame.firstIndex() > sizes.lastIndex() + 1) {
            throw scan.damage(
                    "a frame starts at entry " + frame.firstIndex() + " and leaves a hole");
        }
        truncateAfter(frame.firstIndex() - 1);
        var offset = frame.recordsOffset();
        for (var record : frame.records()) {
            append(scan, record, offset);
            offset += record.recordBytes();
        }
        index.replace(segments.getLast(), frame.offset(), frame.firstIndex(), frame.payloadBytes());
    }

    private void truncateAfter(long keepThrough) {
        sizes.truncateAfter(keepThrough);
        terms.truncateAfter(keepThrough);
        while (!memberships.isEmpty() && memberships.getLast().index() > keepThrough) {
            memberships.removeLast();
        }
    }

    private void append(SegmentScan scan, RecordHeader record, int offset) throws IOException {
        var term = record.id().term();
        if (term < terms.lastEntry().term()) {
            throw scan.damage("entry " + record.id() + " follows " + terms.lastEntry());
        }
        terms.append(record.id());
        sizes.append(record.payloadBytes());
        if (record.kind() == Entry.Kind.MEMBERSHIP) {
            memberships.add(new MembershipEntry(record.id(), membership(scan, record, offset)));
        }
    }

    private static Membership membership(SegmentScan scan, RecordHeader record, int offset)
            throws IOException {
        try {
            return MembershipFormat.decode(scan.payload(record, offset));
        } catch (IllegalArgumentException unknown) {
            throw scan.damage("entry " + record.id() + ": " + unknown.getMessage());
        }
    }
}
