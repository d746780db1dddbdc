package io.balsa.raft.testkit.world;

import java.util.random.RandomGenerator;

/// How long something takes: at least `minNanos`, and on average `meanExtraNanos` more, with the
/// long tail of an exponential distribution.
public record Delay(long minNanos, long meanExtraNanos) {
    public Delay {
        if (minNanos < 0 || meanExtraNanos < 0) {
            throw new IllegalArgumentException("a delay is not negative");
        }
    }

    public long draw(RandomGenerator random) {
        return minNanos + (long) (meanExtraNanos * random.nextExponential());
    }

    public Delay times(int factor) {
        return new Delay(minNanos * factor, meanExtraNanos * factor);
    }
}
