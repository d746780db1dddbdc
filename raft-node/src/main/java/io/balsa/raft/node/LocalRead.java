package io.balsa.raft.node;

/// The answer to a read of this member's own state, and how far behind that may be.
///
/// @param appliedIndex the state is the one after this entry
/// @param commitIndex this member knows that so much is committed: it lags behind by at least the
///   difference
/// @param leaderHeardNanosAgo how long ago, in nanoseconds, it heard of a leader, or led and was
///   followed by a quorum: what was committed since, it may not know; [Long#MAX_VALUE] for never
public record LocalRead<T>(
        T answer, long appliedIndex, long commitIndex, long leaderHeardNanosAgo) {}
