package io.balsa.raft.core;

/// The periods of a member, in nanoseconds of a monotonic clock.
///
/// @param heartbeatNanos how often a leader shows that it is there
/// @param electionMinNanos how long a leader may be silent before a member campaigns; also how long
///   a leader may go without hearing from a quorum, and how long voters stay loyal to a leader
/// @param electionMaxNanos each wait is drawn at random between the two, so that few members
///   campaign at once (§5.2)
public record Timing(long heartbeatNanos, long electionMinNanos, long electionMaxNanos) {
    public Timing {
        if (heartbeatNanos <= 0) {
            throw new IllegalArgumentException("the heartbeat interval must be positive");
        }
        if (electionMinNanos <= heartbeatNanos) {
            throw new IllegalArgumentException(
                    "the election timeout must be longer than the heartbeat interval");
        }
        if (electionMaxNanos <= electionMinNanos) {
            throw new IllegalArgumentException(
                    "the longest election timeout must be longer than the shortest");
        }
    }
}
