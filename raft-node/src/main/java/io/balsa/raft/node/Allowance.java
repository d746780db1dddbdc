package io.balsa.raft.node;

/// So many bytes a second, with what was not used saved up to a bound.
final class Allowance {
    private static final double SECOND = 1e9;

    private final double bytesPerNano;
    private final double savedMax;
    private double saved;
    private long countedAt;
    private boolean hasBegun;

    Allowance(long bytesPerSecond, long savedMax) {
        this.bytesPerNano = bytesPerSecond / SECOND;
        this.savedMax = savedMax;
        saved = savedMax;
    }

    /// May something be sent now? What it takes is taken off afterwards, even beyond nothing.
    boolean isFree(long now) {
        if (hasBegun) {
            saved = Math.min(savedMax, saved + (now - countedAt) * bytesPerNano);
        }
        hasBegun = true;
        countedAt = now;
        return saved > 0;
    }

    void take(long bytes) {
        saved -= bytes;
    }

    /// When something may be sent.
    long freeAt(long now) {
        return isFree(now) ? now : now + (long) Math.ceil(-saved / bytesPerNano) + 1;
    }
}
