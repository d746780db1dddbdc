package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// What a member finds on its disk when it starts (Figure 2, "persistent state on all servers").
///
/// @param log begins behind what was purged; a snapshot holds that
/// @param snapshot the newest snapshot, null when there is none; its last entry is in the log or
///   just before it
public record PersistedState(Ballot ballot, LogSlice log, @Nullable SnapshotMark snapshot) {
    /// What a member finds that never ran before.
    public static final PersistedState NONE = new PersistedState(Ballot.NONE, LogSlice.EMPTY);

    /// Without a snapshot.
    public PersistedState(Ballot ballot, LogSlice log) {
        this(ballot, log, null);
    }
}
