package io.balsa.raft.core;

/// What a member's word is worth to its group, as far as it knows.
public enum Credit {
    /// It holds all that it ever acknowledged: its word counts for majorities.
    PROVEN,
    /// It may have acknowledged something that it does not hold, for it holds nothing, or did when
    /// it started: its word counts once a leader has brought it all that is committed.
    UNPROVEN,
    /// A leader has found out that it lost what it had acknowledged: it takes nothing over and does
    /// not campaign until an operator lets it back.
    ISOLATED
}
