package io.balsa.raft.node;

/// How far an entry has come on the leader that took it in, from the turn of the event loop in
/// which it was proposed.
public enum Stage {
    /// It is on the leader's own disk.
    APPENDED,
    /// A quorum has it on disk.
    COMMITTED,
    /// The leader's state machine has applied it.
    APPLIED
}
