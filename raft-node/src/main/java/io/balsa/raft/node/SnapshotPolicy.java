package io.balsa.raft.node;

/// When a member takes a snapshot of its state by itself: as soon as one of these is reached since
/// the last one, and anything was applied. By hand ([Trigger#snapshot]) it takes one at any time.
///
/// @param entriesMax entries applied; [Long#MAX_VALUE] for never
/// @param bytesMax bytes of the log that these entries take, about; [Long#MAX_VALUE] for never
/// @param periodNanos time, in nanoseconds; [Long#MAX_VALUE] for never
public record SnapshotPolicy(long entriesMax, long bytesMax, long periodNanos) {
    /// Only by hand.
    public static final SnapshotPolicy BY_HAND =
            new SnapshotPolicy(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /// Replaying as much takes about a second after a restart.
    public static final SnapshotPolicy DEFAULT =
            new SnapshotPolicy(100_000, 256L << 20, Long.MAX_VALUE);

    public SnapshotPolicy {
        if (entriesMax <= 0 || bytesMax <= 0 || periodNanos <= 0) {
            throw new IllegalArgumentException("every bound of a snapshot policy is positive");
        }
    }

    /// Whenever so many entries were applied.
    public static SnapshotPolicy everyEntries(long entries) {
        return new SnapshotPolicy(entries, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    boolean isReached(long entries, long bytes) {
        return entries >= entriesMax || bytes >= bytesMax;
    }
}
