package io.balsa.raft.node;

/// How far an entry has come on the leader that took it in. The first stage is timed from when the
/// caller proposed, the others from the turn of the event loop that took that in; while proposals
/// gather to go as one, both run.
public enum Stage {
    /// It is in the leader's log, in memory: since the first of this member's own callers whose
    /// proposals are in its batch. A batch that other members passed on altogether is not measured.
    PROPOSED,
    /// It is on the leader's own disk.
    APPENDED,
    /// A quorum has it on disk.
    COMMITTED,
    /// The leader's state machine has applied it.
    APPLIED
}
