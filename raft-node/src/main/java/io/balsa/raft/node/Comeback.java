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
/// What it has instead may even be of a later term than the snapshot's last entry: a leader of that
/// term wrote it here and nowhere else, and the snapshot's was committed later, by a leader of a
/// later term still (§5.4.2, Figure 8). What no crash leaves is refused before anything is changed.
///
/// @param sizes of the payloads in the log
record Comeback(PersistedState state, SizeTable sizes) {
    /// What there is in the world of `setup`, and on the disk of its machine if that has one.
    ///
    /// @throws UncheckedIOException when these do not fit, or a disk fails
    static Comeback of(RaftSetup<?> setup) {
        var world = setup.world();
        try {
            return of(world.store(), world.snapshots(), setup.machine().applied());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// @param applied the last entry whose effect the machine has on a disk of its own
    /// @throws CorruptLogException when something is missing, or contradicts the rest; nothing is
    ///   changed then
    static Comeback of(LogStore store, @Nullable SnapshotStore snapshots, EntryId applied)
            throws IOException {
        var recovery = store.recovery();
        var ballot = recovery.ballot();
        var log = recovery.log();
        var newest = snapshots == null ? null : snapshots.newest();
        var last = newest == null ? EntryId.NONE : newest.last();
        new FoundOnDisk(ballot, log, last, applied).check();
        if (!FoundOnDisk.holds(log, last)) {
            ballot = atLeast(last.term(), ballot);
            store.write(LogWrite.reset(ballot, last));
            recovery.sizes().reset(last.index());
            log = LogSlice.empty(last);
        }
        return new Comeback(new PersistedState(ballot, log, newest, applied), recovery.sizes());
    }

    /// The snapshot may have come before the term that it is from.
    private static Ballot atLeast(long term, Ballot ballot) {
        return ballot.term() >= term ? ballot : new Ballot(term, null, ballot.unproven());
    }
}
