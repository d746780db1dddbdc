package io.balsa.raft.node;

/// What a read is promised.
public enum Consistency {
    /// Sees every write that was answered before the read was asked for, on whichever member (Raft
    /// thesis §6.4). Costs a round to a quorum, shared by all reads that wait for one.
    LINEARIZABLE,
    /// Sees what this member has applied, which may be behind. Never waits for others.
    LOCAL
}
