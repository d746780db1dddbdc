package io.balsa.raft.node;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.PersistedState;
import io.balsa.raft.log.CorruptLogException;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.SizeTable;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/// What a member finds on its disk when it starts, made whole.
///
/// A crash may have come between the two steps of taking over a snapshot: it is the newest, and the
/// log still is what it was. Such a log lacks the last entry of the snapshot, or has another in its
/// place. The second step is made up for: the log begins anew behind the snapshot.
///
/// @param sizes of the payloads in the log
record Comeback(PersistedState state, SizeTable sizes) {
    /// What there is in the world of `setup`, and on the disk of its machine if that has one.
    ///
    /// @throws UncheckedIOException when the log and the snapshots do not fit, or the disk fails
    static Comeback of(RaftSetup<?> setup) {
        var world = setup.world();
        try {
            return of(world.store(), world.snapshots(), setup.machine().applied());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// @param applied the last entry whose effect the machine has on a disk of its own
    /// @throws CorruptLogException when the log begins behind the newest snapshot: what was purged
    ///   is nowhere
    static Comeback of(LogStore store, @Nullable SnapshotStore snapshots, EntryId applied)
            throws IOException {
        var recovery = store.recovery();
        var newest = snapshots == null ? null : snapshots.newest();
        var log = recovery.log();
        if (log.previous().index() > (newest == null ? 0 : newest.last().index())) {
            throw new CorruptLogException(
                    ("the log begins behind entry %s, and no snapshot goes up to there: put the"
                                    + " snapshots back, or let the member begin anew under a new"
                                    + " id")
                            .formatted(log.previous()));
        }
        if (newest == null || holds(log, newest.last())) {
            return new Comeback(
                    new PersistedState(recovery.ballot(), log, newest, applied),
                    recovery.sizes());
        }
        var ballot = atLeast(newest.last().term(), recovery.ballot());
        store.write(LogWrite.reset(ballot, newest.last()));
        recovery.sizes().reset(newest.last().index());
        return new Comeback(
                new PersistedState(ballot, LogSlice.empty(newest.last()), newest, applied),
                recovery.sizes());
    }

    /// The snapshot may have come before the term that it is from.
    private static Ballot atLeast(long term, Ballot ballot) {
        return ballot.term() >= term ? ballot : new Ballot(term, null, ballot.unproven());
    }

    private static boolean holds(LogSlice log, EntryId entry) {
        return entry.index() <= log.lastIndex() && log.termAt(entry.index()) == entry.term();
    }
}
