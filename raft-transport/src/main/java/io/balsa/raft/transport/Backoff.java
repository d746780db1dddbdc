package io.balsa.raft.transport;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: twice as long after each failure, up to a limit, and
/// never the same for all members, so that they do not come in waves.
final class Backoff {
    private final TransportTiming timing;
    private final RandomGenerator random;
    private long nextNanos;

    Backoff(TransportTiming timing, RandomGenerator random) {
        this.timing = timing;
        this.random = random;
        reset();
    }

    /// The nanoseconds to wait now: between half of what is due and all of it.
    long next() {
        var due = nextNanos;
        nextNanos = Math.min(timing.backoffMaxNanos(), due * 2);
        return due / 2 + random.nextLong(due / 2 + 1);
    }

    void reset() {
        nextNanos = timing.backoffMinNanos();
    }
}
