package io.balsa.raft.testkit.simulation;

/// What can happen to a member, for a while.
public enum Fault {
    /// Ends at once, with the write under way torn; starts again later.
    CRASH,
    /// The same for all members at the same moment.
    CRASH_OF_ALL,
    /// Stands still, and goes on as if nothing had been.
    PAUSE,
    /// The network falls into two parts.
    PARTITION,
    /// One direction of the network fails: a member cannot be heard, or cannot hear, or one member
    /// cannot hear one other.
    ONE_WAY_PARTITION,
    /// The disk takes very long.
    SLOW_DISK,
    /// The disk takes no new files.
    FULL_DISK,
    /// Reads of the disk fail: a member that needs one stops by itself, and is started again later.
    UNREADABLE_DISK,
    /// Ends, and comes back with an empty disk under its old id. Strikes no member before the one
    /// before is whole again: what a majority forgets is lost.
    LOST_DISK,
    /// The clock is much too slow or too fast, and mostly the member is cut off from the others,
    /// too. Safety must not depend on clocks, and only this shows a leader that trusts its clock
    /// instead of a quorum.
    BAD_CLOCK
}
