package io.balsa.raft.core;

/// How a member behaves where the protocol leaves a choice.
///
/// @param priority from 0 to 100, how much this member should rather lead than others: a hint. With
///   100 it campaigns as soon as it may; with less it lets the others go first, by up to one
///   [Timing#electionMaxNanos()] longer; with 0 it never campaigns by itself
/// @param clockDriftMax by how much the clocks of two members may differ in speed, as a part of
///   one: 0.01 for one in a hundred. Lease reads count on it, and on all members having them on.
///   Negative turns them off: a quorum confirms such reads like all others
/// @param retention what stays of a log that a snapshot covers
/// @param promotionLagEntriesMax how many entries a learner may lag behind to count as caught up,
///   when it is to become a voter by itself
public record RaftOptions(
        int priority, double clockDriftMax, Retention retention, long promotionLagEntriesMax) {
    /// Turns lease reads off.
    public static final double NO_LEASE = -1;

    public static final RaftOptions DEFAULT =
            new RaftOptions(100, NO_LEASE, Retention.DEFAULT, 1_000);

    public RaftOptions {
        if (priority < 0 || priority > 100) {
            throw new IllegalArgumentException(
                    "a priority is from 0 to 100, not %d".formatted(priority));
        }
        if (!(clockDriftMax < 1)) {
            throw new IllegalArgumentException(
                    "a clock drift of %s leaves no lease; it must be below 1"
                            .formatted(clockDriftMax));
        }
        if (promotionLagEntriesMax < 0) {
            throw new IllegalArgumentException("a lag of entries is not negative");
        }
    }

    /// May the leader's lease confirm reads?
    public boolean hasLease() {
        return clockDriftMax >= 0;
    }

    /// The tail of the log that is kept although a snapshot covers it, so that a follower that lags
    /// behind a little needs no snapshot. What exceeds either limit is purged.
    public record Retention(long entriesMax, long bytesMax) {
        public static final Retention DEFAULT = new Retention(10_000, 64L << 20);

        public Retention {
            if (entriesMax < 0 || bytesMax < 0) {
                throw new IllegalArgumentException("what is kept of a log is not negative");
            }
        }
    }
}
