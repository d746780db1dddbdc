package io.balsa.raft.core;

/// Telling a former member that it is one: it gets the log until it knows that the entry that
/// removes it is committed. It may be dead, so that takes no longer than an election.
final class Farewell {
    private static final long NOT_YET = Long.MAX_VALUE;

    private final long removedAt;
    private long toldStamp = NOT_YET;
    private long giveUpAt = NOT_YET;

    /// The entry at `removedAt` removes the member.
    Farewell(long removedAt) {
        this.removedAt = removedAt;
    }

    /// Does the member know, or is it time to give up? Messages stamped `stamp` go out next.
    boolean isOver(Progress follower, long stamp, Knowledge state) {
        if (state.commit() < removedAt) {
            return false;
        }
        if (toldStamp == NOT_YET) {
            toldStamp = stamp; // All from here on say that it is committed.
            giveUpAt = state.now() + state.timing().electionMaxNanos();
        }
        var knows = follower.matched() >= removedAt && follower.acknowledgedStamp() >= toldStamp;
        return knows || state.now() >= giveUpAt;
    }
}
