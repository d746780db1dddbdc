package io.balsa.raft.node;

import java.time.Duration;

/// Durations as this library counts them: in nanoseconds, and never too long to count.
final class Nanos {
    private Nanos() {}

    static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException _) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /// The time `patience` after `now`, or [Long#MAX_VALUE] for never.
    static long after(long now, long patience) {
        var time = now + patience;
        return patience > 0 && time < now ? Long.MAX_VALUE : time;
    }
}
