package io.balsa.raft.core;

/// How far the log is as the disk was last told: what no write has taken up yet lies behind that.
final class Unwritten {
    private static final long NOTHING = Long.MAX_VALUE;

    private long keptThrough = NOTHING;

    /// The log changes behind `index`.
    void changeAfter(long index) {
        keptThrough = Math.min(keptThrough, index);
    }

    /// The log begins anew behind `index`, whatever was unwritten before.
    void beginAt(long index) {
        keptThrough = index;
    }

    boolean isNothing() {
        return keptThrough == NOTHING;
    }

    /// The index behind which the next write must begin; it takes up everything.
    long take() {
        var index = keptThrough;
        keptThrough = NOTHING;
        return index;
    }
}
