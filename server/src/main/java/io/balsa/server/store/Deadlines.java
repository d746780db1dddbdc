package io.balsa.server.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/// Ends requests that wait for too long.
///
/// Almost every request ends long before its deadline, so joining and leaving must be cheap, and
/// looking at all that are under way, some times a second, is cheap anyway.
final class Deadlines {
    private static final long LOOK_NANOS = 100_000_000;

    private final Set<Waiting> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock;
    private final long patienceNanos;

    /// @param patienceNanos how long each request may take
    Deadlines(ScheduledExecutorService clock, long patienceNanos) {
        this.clock = clock;
        this.patienceNanos = patienceNanos;
        var _ = clock.scheduleWithFixedDelay(this::look, LOOK_NANOS, LOOK_NANOS, NANOSECONDS);
    }

    void add(Waiting request) {
        underWay.add(request);
    }

    void remove(Waiting request) {
        underWay.remove(request);
    }

    /// Runs `retry` a little later.
    void later(Runnable retry, long delayNanos) {
        var _ = clock.schedule(retry, delayNanos, NANOSECONDS);
    }

    private void look() {
        var now = System.nanoTime();
        for (var request : underWay) {
            if (now - request.since() > patienceNanos) {
                request.expire();
            }
        }
    }

    /// A request whose client waits.
    interface Waiting {
        /// The time at which it came, of `System.nanoTime`.
        long since();

        /// Its time is up.
        void expire();
    }
}
