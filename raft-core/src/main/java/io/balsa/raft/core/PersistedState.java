package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// What a member finds on its disk when it starts (Figure 2, "persistent state on all servers").
///
/// @param log begins behind what was purged; a snapshot holds that
/// @param snapshot the newest snapshot, null when there is none; its last entry is in the log or
///   just before it
/// @param applied the last entry whose effect a state machine has on a disk of its own, so it was
///   committed: in the log, or in the snapshot. [EntryId#NONE] for a machine in memory
public record PersistedState(
        Ballot ballot, LogSlice log, @Nullable SnapshotMark snapshot, EntryId applied) {
    /// What a member finds that never ran before.
    public static final PersistedState NONE = new PersistedState(Ballot.NONE, LogSlice.EMPTY);

    /// Without a snapshot.
    public PersistedState(Ballot ballot, LogSlice log) {
        this(ballot, log, null);
    }

    /// With a state machine in memory.
    public PersistedState(Ballot ballot, LogSlice log, @Nullable SnapshotMark snapshot) {
        this(ballot, log, snapshot, EntryId.NONE);
    }

    /// What is known to be committed, although no leader has said so yet: it was purged, it is in
    /// the snapshot, or it was applied.
    public long commitIndex() {
        var covered = snapshot == null ? log.previous().index() : snapshot.last().index();
        return Math.max(covered, applied.index());
    }
}
