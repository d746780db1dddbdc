package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// A received snapshot on its way into use: to the disk in place of the whole log, then to the
/// state machine.
final class Installation {
    private @Nullable SnapshotMark unwritten;
    private @Nullable SnapshotMark underWay;

    /// Begins with `snapshot`. Returns the one that it makes needless before anybody was told of
    /// it, null when there is none.
    @Nullable SnapshotMark begin(SnapshotMark snapshot) {
        var superseded = unwritten;
        unwritten = snapshot;
        underWay = snapshot;
        return superseded;
    }

    /// The snapshot that the next write must install, null when there is none.
    @Nullable SnapshotMark takeUnwritten() {
        var snapshot = unwritten;
        unwritten = null;
        return snapshot;
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    /// The snapshot that has come to the disk, which holds everything up to `durableIndex`; null
    /// when there is none. Told once.
    @Nullable SnapshotMark finish(long durableIndex) {
        var snapshot = underWay;
        if (snapshot == null || durableIndex < snapshot.last().index()) {
            return null;
        }
        underWay = null;
        return snapshot;
    }
}
