package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Random writes to a log, what it holds after each, and what they did to its disk. Where asked
/// for, it is purged and reset now and then, too.
final class LogHistory {
    private static final int PAYLOAD_BYTES_MAX = 700;

    /// What a log holds.
    ///
    /// @param base the entry that it begins behind
    record State(Ballot ballot, EntryId base, List<Entry> entries) {
        static final State EMPTY = new State(Ballot.NONE, EntryId.NONE, List.of());

        static State of(SegmentedLog log) throws IOException {
            var slice = log.recovery().log();
            var entries =
                    slice.isEmpty()
                            ? List.<Entry>of()
                            : log.read(slice.firstIndex(), slice.lastIndex(), Long.MAX_VALUE);
            return new State(log.recovery().ballot(), slice.previous(), entries);
        }

        EntryId lastEntry() {
            return entries.isEmpty() ? base : entries.getLast().id();
        }

        EntryId idAt(long index) {
            return index == base.index() ? base : entries.get(place(index) - 1).id();
        }

        private int place(long index) {
            return (int) (index - base.index());
        }

        State after(LogWrite write) {
            if (write.reset() != null) {
                return new State(withBallot(write).ballot, write.reset(), write.entries());
            }
            var kept = new ArrayList<>(entries.subList(0, place(write.keepThrough())));
            kept.addAll(write.entries());
            return new State(withBallot(write).ballot, base, kept);
        }

        State beginningBehind(EntryId newBase) {
            assertThat(idAt(newBase.index())).isEqualTo(newBase);
            return new State(
                    ballot, newBase, entries.subList(place(newBase.index()), entries.size()));
        }

        @Override
        public String toString() {
            return ballot + " behind " + base + ": " + entries.stream().map(Entry::id).toList();
        }

        State withBallot(LogWrite write) {
            return write.ballot() == null ? this : new State(write.ballot(), base, entries);
        }
    }

    /// One write or purge, with what a crash in the middle of it may leave, and the number of
    /// changes to the disk once it was done.
    record Step(List<State> allowed, State after, int changes) {}

    private final SplittableRandom random;
    private final int segmentBytes;
    private final RecordingDisk disk = new RecordingDisk();
    private final int changesToCreate;
    private final List<Step> steps = new ArrayList<>();
    private long term = 1;
    private long purged;

    LogHistory(long seed, int segmentBytes, int writes) throws IOException {
        this(seed, segmentBytes, writes, false);
    }

    static LogHistory withPurges(long seed, int segmentBytes, int writes) throws IOException {
        return new LogHistory(seed, segmentBytes, writes, true);
    }

    private LogHistory(long seed, int segmentBytes, int writes, boolean purges) throws IOException {
        this.segmentBytes = segmentBytes;
        random = new SplittableRandom(seed);
        try (var log = SegmentedLog.open(disk, segmentBytes)) {
            changesToCreate = disk.changes().size();
            for (var i = 0; i < writes; i++) {
                if (purges && random.nextInt(4) == 0) {
                    purge(log);
                } else if (purges && random.nextInt(16) == 0) {
                    write(log, nextReset(state()));
                } else {
                    write(log, nextWrite(state()));
                }
            }
        }
    }

    private void write(SegmentedLog log, LogWrite write) throws IOException {
        var before = state();
        var after = before.after(write);
        var allowed = new ArrayList<>(List.of(before, before.withBallot(write), after));
        var entries = write.entries();
        if (FrameContent.of(write).frameBytes() > segmentBytes - Segment.OVERHEAD_BYTES) {
            for (var count = 0; count < entries.size(); count++) {
                var part = entries.subList(0, count);
                allowed.add(
                        before.after(
                                new LogWrite(
                                        write.ballot(), write.reset(), write.keepThrough(), part)));
            }
        }
        log.write(write);
        steps.add(new Step(allowed, after, disk.changes().size()));
    }

    /// How much goes is up to the log, as long as it is no more than that.
    private void purge(SegmentedLog log) throws IOException {
        var before = state();
        var first = Math.max(purged, before.base.index());
        purged = first + random.nextInt((int) (before.lastEntry().index() - first) + 1);
        log.purge(before.idAt(purged));
        try (var copy = SegmentedLog.open(disk.copy(), segmentBytes)) {
            var base = copy.recovery().log().previous();
            assertThat(base.index()).isBetween(before.base.index(), purged);
            var after = before.beginningBehind(base);
            assertThat(State.of(copy)).isEqualTo(after);
            steps.add(new Step(List.of(before, after), after, disk.changes().size()));
        }
    }

    private LogWrite nextReset(State state) {
        term++;
        var last = state.lastEntry().index();
        var first = Math.max(1, Math.max(purged, state.base.index()));
        var index = first + random.nextInt((int) (last - first + 20));
        var base = new EntryId(Math.max(term - random.nextInt(2), state.base.term()), index);
        purged = index;
        var entries = new ArrayList<Entry>();
        for (var left = random.nextInt(3); left > 0; left--) {
            entries.add(nextEntry(new EntryId(term, index + entries.size() + 1)));
        }
        return new LogWrite(random.nextBoolean() ? nextBallot() : null, base, index, entries);
    }

    RecordingDisk disk() {
        return disk;
    }

    State state() {
        return steps.isEmpty() ? State.EMPTY : steps.getLast().after;
    }

    /// What a crash during change number `change` of the disk may leave.
    List<State> allowed(int change) {
        if (change < changesToCreate) {
            return List.of(State.EMPTY);
        }
        return steps.stream()
                .filter(step -> change < step.changes)
                .findFirst()
                .map(step -> step.allowed)
                .orElseThrow();
    }

    private LogWrite nextWrite(State state) {
        var last = state.lastEntry().index();
        var isNewTerm = random.nextInt(4) == 0;
        if (isNewTerm) {
            term++;
        }
        var ballot = isNewTerm || random.nextInt(8) == 0 ? nextBallot() : null;
        var droppable = (int) (last - Math.max(purged, state.base.index()));
        var isTruncation = isNewTerm && droppable > 0 && random.nextBoolean();
        var keep = isTruncation ? last - random.nextInt(Math.min(droppable, 6) + 1) : last;
        var entries = new ArrayList<Entry>();
        for (var left = random.nextInt(4); left > 0; left--) {
            entries.add(nextEntry(new EntryId(term, keep + entries.size() + 1)));
        }
        return new LogWrite(ballot, keep, entries);
    }

    private @Nullable Ballot nextBallot() {
        return new Ballot(
                term,
                random.nextBoolean() ? null : MemberId.of(1 + random.nextInt(3)),
                random.nextBoolean());
    }

    private Entry nextEntry(EntryId id) {
        return switch (random.nextInt(10)) {
            case 0 -> Entry.blank(id);
            case 1 -> new Entry(id, Entry.Kind.MEMBERSHIP, membership());
            case 2 -> new Entry(id, Entry.Kind.COMMAND, ByteBuffer.allocate(2000));
            default -> new Entry(id, Entry.Kind.COMMAND, noise());
        };
    }

    private ByteBuffer noise() {
        var bytes = new byte[random.nextInt(PAYLOAD_BYTES_MAX)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private ByteBuffer membership() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1 + random.nextInt(3); id > 0; id--) {
            addresses.put(MemberId.of(id), "host-" + id + ":2380");
        }
        return MembershipFormat.encode(Membership.ofVoters(addresses));
    }
}
