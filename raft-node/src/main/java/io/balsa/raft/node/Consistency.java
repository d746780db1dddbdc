package io.balsa.raft.node;

/// What a read is promised.
public enum Consistency {
    /// Sees every write that was answered before the read was asked for, on whichever member (Raft
    /// thesis §6.4). Costs a round to a quorum, shared by all reads that wait for one.
    LINEARIZABLE,
    /// As [#LINEARIZABLE], for the price of none: the leader answers by itself as long as it can
    /// count on its followers not to elect another, which holds while clocks do not differ in speed
    /// by more than [io.balsa.raft.core.RaftOptions#clockDriftMax()] (Raft thesis §6.4.1). Where
    /// that is not set, a quorum is asked.
    LEASE,
    /// Sees what this member has applied, which may be behind. Never waits for others.
    LOCAL
}
