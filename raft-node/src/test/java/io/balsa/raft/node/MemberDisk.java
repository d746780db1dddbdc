package io.balsa.raft.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MembershipFormat;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.log.snapshot.DiskSnapshots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The disk of a member that does not run. What it finds there when it starts is what a test puts.
final class MemberDisk {
    private static final int SEGMENT_BYTES = 1 << 16;

    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);
    private static final RaftOptions OPTIONS =
            new RaftOptions(100, RaftOptions.NO_LEASE, new RaftOptions.Retention(0, 0), 0);

    private final Path folder;

    MemberDisk(Path folder) {
        this.folder = folder;
    }

    SegmentedLog openLog() throws IOException {
        return SegmentedLog.open(FileDisk.open(folder.resolve("log")), SEGMENT_BYTES);
    }

    DiskSnapshots openSnapshots() throws IOException {
        return DiskSnapshots.open(FileDisk.open(folder.resolve("snapshots")));
    }

    /// Puts a log of these entries there.
    MemberDisk log(Ballot ballot, Entry... entries) throws IOException {
        return write(new LogWrite(ballot, 0, List.of(entries)));
    }

    /// Puts a log of these entries there that begins behind `base`.
    MemberDisk logBehind(EntryId base, Ballot ballot, Entry... entries) throws IOException {
        return write(new LogWrite(ballot, base, base.index(), List.of(entries)));
    }

    private MemberDisk write(LogWrite write) throws IOException {
        try (var log = openLog()) {
            log.write(write);
        }
        return this;
    }

    /// Puts a snapshot there, of what `machine` holds.
    MemberDisk snapshot(SnapshotMark mark, Ledger machine) throws IOException {
        try (var snapshots = openSnapshots();
                var view = machine.view();
                var draft = snapshots.begin(mark)) {
            view.writeTo(draft.stream());
            draft.finish();
        }
        return this;
    }

    /// Starts member 1 here, which keeps nothing of its log that a snapshot covers.
    RaftNode<Integer> start(Runtime runtime, StateMachine<Integer> machine) throws IOException {
        var member = MemberId.of(1);
        var log = openLog();
        var snapshots = openSnapshots();
        var world =
                new RaftSetup.World(
                        runtime,
                        log,
                        snapshots,
                        new InProcessTransport().of(member),
                        new SplittableRandom(1),
                        Observer.NONE);
        try {
            return RaftNode.start(
                    RaftSetup.of(member, TIMING, null, world, machine)
                            .withOptions(OPTIONS)
                            .withSnapshots(SnapshotOptions.of(SnapshotPolicy.BY_HAND))
                            .checked());
        } catch (RuntimeException refused) {
            log.close();
            snapshots.close();
            throw refused;
        }
    }

    /// Commands behind `previous`, of these terms; each says its index.
    static Entry[] commands(EntryId previous, long... terms) {
        var entries = new ArrayList<Entry>();
        for (var term : terms) {
            entries.add(command(new EntryId(term, previous.index() + entries.size() + 1)));
        }
        return entries.toArray(Entry[]::new);
    }

    static Entry command(EntryId id) {
        return new Entry(id, Entry.Kind.COMMAND, UTF_8.encode("word-" + id.index()));
    }

    static Entry entry(MembershipEntry membership) {
        var payload = MembershipFormat.encode(membership.membership());
        return new Entry(membership.id(), Entry.Kind.MEMBERSHIP, payload);
    }
}
