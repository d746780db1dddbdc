package io.balsa.raft.node;

/// When a member takes snapshots, and how it passes them on.
public record SnapshotOptions(SnapshotPolicy policy, TransferLimits transfer) {
    public static final SnapshotOptions DEFAULT =
            new SnapshotOptions(SnapshotPolicy.DEFAULT, TransferLimits.DEFAULT);

    /// The default limits with another policy.
    public static SnapshotOptions of(SnapshotPolicy policy) {
        return new SnapshotOptions(policy, TransferLimits.DEFAULT);
    }

    /// The same but for how snapshots are passed on.
    public SnapshotOptions withTransfer(TransferLimits limits) {
        return new SnapshotOptions(policy, limits);
    }
}
