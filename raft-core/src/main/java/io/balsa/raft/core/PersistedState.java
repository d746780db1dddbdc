package io.balsa.raft.core;

/// What a member finds on its disk when it starts (Figure 2, "persistent state on all servers").
public record PersistedState(Ballot ballot, LogSlice log) {
    /// What a member finds that never ran before.
    public static final PersistedState NONE = new PersistedState(Ballot.NONE, LogSlice.EMPTY);
}
