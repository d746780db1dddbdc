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
///
/// The first segment may follow others that are purged. Its header says which entry was the last
/// then; frames may have dropped that one later and some before it, and the id of the entry that is
/// left as the log's base is then known from the [LogBase] alone. docs/log-format.md has the
/// argument why it is the right one.
final class LogRecovery {
    private final Disk disk;
    private final LogBase base;
    private final SegmentChain segments;
    private final EntryIndex index = new EntryIndex();
    private final SizeTable sizes = new SizeTable(1);
    private final TermStarts terms = new TermStarts();
    private final List<MembershipEntry> memberships = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();
    private Beginning beginning = Beginning.HEADER;

    /// How it is known which entry the log begins behind.
    private enum Beginning {
        /// The header of the first segment named it.
        HEADER,
        /// A frame dropped the one that the header named, and said only the index of what is left.
        CUT,
        /// A frame named it.
        RESET
    }

    /// Opened segments go into `segments`, also when reading them fails.
    LogRecovery(Disk disk, LogBase base, SegmentChain segments) {
        this.disk = disk;
        this.base = base;
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
        var slice = new LogSlice(terms.base(), terms.list(), sizes.lastIndex(), memberships);
        return new Recovery(ballot, slice, sizes);
    }

    TermStarts terms() {
        return terms;
    }

    /// Reads all segments, and cuts the last write when it was torn.
    void run() throws IOException {
        var names = new ArrayList<>(disk.list().stream().filter(Segment::isName).toList());
        names.removeIf(name -> Segment.isNameBefore(name, base.segment()));
        for (var i = 0; i < names.size(); i++) {
            if (!names.get(i).equals(Segment.name(base.segment() + i))) {
                throw damage(Segment.name(base.segment() + i), 0, "the segment is missing");
            }
        }
        read(base.segment() + names.size() - 1);
    }

    private void read(long last) throws IOException {
        for (var number = base.segment(); ; number++) {
            if (number > last) {
                throw damage(Segment.name(number), 0, "the segment is missing");
            }
            var scan = new SegmentScan(open(number));
            for (var frame = scan.next(); frame != null; frame = scan.next()) {
                accept(scan, frame);
            }
            if (scan.ending() != SegmentScan.Ending.SEALED) {
                checkBase(scan);
                takeBackUnfinishedRoll(scan, number + 1, last);
                cut(scan);
                return;
            }
        }
    }

    private Segment open(long number) throws IOException {
        var file = disk.open(Segment.name(number));
        try {
            var header = SegmentHeader.read(file);
            if (header.number() != number || header.previous() != chain()) {
                throw damage(file.name(), 0, "the segment belongs to another place or another log");
            }
            if (segments.isEmpty()) {
                beginBehind(header.lastEntry(), Beginning.HEADER);
            } else if (!isLastEntry(header.lastEntry())) {
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
        return segments.isEmpty() ? base.chain() : segments.last().chain();
    }

    private boolean isLastEntry(EntryId entry) {
        var isNameless = beginning == Beginning.CUT && terms.list().isEmpty();
        return isNameless
                ? entry.index() == terms.lastEntry().index()
                : entry.equals(terms.lastEntry());
    }

    private void beginBehind(EntryId entry, Beginning how) {
        index.reset(entry.index());
        sizes.reset(entry.index());
        terms.reset(entry);
        memberships.clear();
        beginning = how;
    }

    /// What was purged cannot have been dropped since, so the entry that was the last before the
    /// first segment is the same as when that was noted.
    private void checkBase(SegmentScan scan) throws IOException {
        var entry = beginning == Beginning.CUT ? base.entry() : terms.base();
        if ((beginning != Beginning.RESET && !entry.equals(base.entry()))
                || entry.index() != terms.base().index()
                || (!terms.list().isEmpty() && entry.term() > terms.list().getFirst().term())) {
            throw scan.damage(
                    "the log begins behind %s here, and behind %s as its base was noted"
                            .formatted(terms.base(), base.entry()));
        }
        terms.nameBase(entry);
    }

    /// A segment is created, then the one before is sealed, then it is used. Stopped in between, it
    /// holds nothing and is not yet part of the log.
    private void takeBackUnfinishedRoll(SegmentScan scan, long next, long last) throws IOException {
        if (next > last) {
            return;
        }
        var isTornFrame = scan.ending() == SegmentScan.Ending.TORN && !scan.isTornMark();
        if (next < last || isTornFrame || !isUnused(disk, Segment.name(next))) {
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
            var name = segments.last().file().name();
            var offset = segments.last().end();
            repairs.add(
                    "%s, offset %,d: took away %,d bytes of a write that a crash had cut short"
                            .formatted(name, offset, scan.cut()));
        }
    }

    /// Deletes what a crash kept from being deleted. The base is whole on the disk before.
    void deletePurged() throws IOException {
        for (var name : disk.list()) {
            if (Segment.isName(name) && Segment.isNameBefore(name, base.segment())) {
                disk.delete(name);
                repairs.add(name + ": removed, it had been purged");
            }
        }
    }

    private void accept(SegmentScan scan, Frame frame) throws IOException {
        var next = frame.nextIndex();
        if (frame.base() != null) {
            beginBehind(frame.base(), Beginning.RESET);
        } else if (next <= terms.base().index() && next >= 1 && beginning != Beginning.RESET) {
            beginBehind(new EntryId(0, next - 1), Beginning.CUT);
        } else if (next <= terms.base().index() || next > sizes.lastIndex() + 1) {
            throw scan.damage("a frame starts at entry " + next + " and leaves a hole");
        } else {
            truncateAfter(next - 1);
        }
        var offset = frame.entriesOffset();
        for (var record : frame.entries()) {
            append(scan, record, offset);
            offset += record.recordBytes();
        }
        index.replace(segments.last(), frame.entriesOffset(), next, frame.payloadBytes());
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
        if (record.kind() == RecordKind.MEMBERSHIP) {
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
