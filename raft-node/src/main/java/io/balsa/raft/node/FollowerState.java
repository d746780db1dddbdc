package io.balsa.raft.node;

import io.balsa.raft.core.FollowerProgress;

import org.jspecify.annotations.Nullable;

/// What a leader knows of one follower, as of a heartbeat ago at most.
///
/// @param progress how far its log is, and what is on its way to it
/// @param heardNanosAgo how long ago, in nanoseconds, it had answered something when this was
///   noted; [Long#MAX_VALUE] when it never has
/// @param snapshot how far a snapshot has come that is on its way to it, null when none is
public record FollowerState(
        FollowerProgress progress, long heardNanosAgo, @Nullable SnapshotTransfer snapshot) {
    /// It is known to hold the leader's log up to here.
    public long matchedIndex() {
        return progress.matchedIndex();
    }
}
