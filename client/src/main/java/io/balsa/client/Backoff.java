package io.balsa.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a client waits before it asks again, once every endpoint has been tried: a random part
/// of a time that doubles from round to round, so that clients do not come back all at once.
///
/// @param first the most before the second round
/// @param max the most ever
public record Backoff(Duration first, Duration max) {
    private static final int DOUBLINGS_MAX = 20;

    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1));

    public Backoff {
        if (!first.isPositive() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a back-off of %s up to %s: the first must be positive, and not above the other"
                            .formatted(first, max));
        }
    }

    /// At least half of the time of this round, which makes a hot loop impossible.
    ///
    /// @param round 0 before the second round
    long nanos(int round, RandomGenerator random) {
        var doubled = first.toNanos() << Math.min(round, DOUBLINGS_MAX);
        var top = doubled <= 0 ? max.toNanos() : Math.min(doubled, max.toNanos());
        return top / 2 + random.nextLong(top / 2 + 1);
    }
}
