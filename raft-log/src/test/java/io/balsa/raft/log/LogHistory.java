package io.balsa.raft.log;

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

/// Random writes to a log, what it holds after each, and what they did to its disk.
final class LogHistory {
    private static final int PAYLOAD_BYTES_MAX = 700;

    /// What a log holds.
    record State(Ballot ballot, List<Entry> entries) {
        static final State EMPTY = new State(Ballot.NONE, List.of());

        static State of(SegmentedLog log) throws IOException {
            var slice = log.recovery().log();
            var entries =
                    slice.isEmpty()
                            ? List.<Entry>of()
                            : log.read(1, slice.lastIndex(), Long.MAX_VALUE);
            return new State(log.recovery().ballot(), entries);
        }

        State after(LogWrite write) {
            var kept = new ArrayList<>(entries.subList(0, (int) write.keepThrough()));
            kept.addAll(write.entries());
            return new State(withBallot(write).ballot, kept);
        }

        @Override
        public String toString() {
            return ballot + " entries=" + entries.stream().map(Entry::id).toList();
        }

        State withBallot(LogWrite write) {
            return write.ballot() == null ? this : new State(write.ballot(), entries);
        }
    }

    /// One write, with what the log held before and after, and the number of changes to the disk
    /// once it was done.
    record Step(LogWrite write, State before, State after, int changes) {
        /// What a crash in the middle may leave: of a write that no segment holds, also the first
        /// of its entries.
        List<State> allowed(int segmentBytes) {
            var states = new ArrayList<>(List.of(before, before.withBallot(write), after));
            var entries = write.entries();
            if (FrameContent.of(write).frameBytes() > segmentBytes - Segment.OVERHEAD_BYTES) {
                for (var count = 1; count < entries.size(); count++) {
                    var part = entries.subList(0, count);
                    states.add(
                            before.after(new LogWrite(write.ballot(), write.keepThrough(), part)));
                }
            }
            return states;
        }
    }

    private final SplittableRandom random;
    private final int segmentBytes;
    private final RecordingDisk disk = new RecordingDisk();
    private final int changesToCreate;
    private final List<Step> steps = new ArrayList<>();
    private long term = 1;

    LogHistory(long seed, int segmentBytes, int writes) throws IOException {
        this.segmentBytes = segmentBytes;
        random = new SplittableRandom(seed);
        try (var log = SegmentedLog.open(disk, segmentBytes)) {
            changesToCreate = disk.changes().size();
            for (var i = 0; i < writes; i++) {
                var before = state();
                var write = nextWrite(before);
                log.write(write);
                steps.add(new Step(write, before, before.after(write), disk.changes().size()));
            }
        }
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
                .map(step -> step.allowed(segmentBytes))
                .orElseThrow();
    }

    private LogWrite nextWrite(State state) {
        var last = state.entries.size();
        var isNewTerm = random.nextInt(4) == 0;
        if (isNewTerm) {
            term++;
        }
        var ballot = isNewTerm || random.nextInt(8) == 0 ? nextBallot() : null;
        var isTruncation = isNewTerm && last > 0 && random.nextBoolean();
        var keep = isTruncation ? last - random.nextInt(Math.min(last, 6) + 1) : last;
        var entries = new ArrayList<Entry>();
        for (var left = random.nextInt(4); left > 0; left--) {
            entries.add(nextEntry(new EntryId(term, keep + entries.size() + 1)));
        }
        return new LogWrite(ballot, keep, entries);
    }

    private @Nullable Ballot nextBallot() {
        return new Ballot(term, random.nextBoolean() ? null : MemberId.of(1 + random.nextInt(3)));
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
