package io.balsa.scenarios;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Waits for what must come true, and not for ever.
public final class Await {
    /// Elections take about two seconds; a busy machine takes longer.
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final long LOOK_MILLIS = 50;

    private Await() {}

    /// Looks until there is a result.
    ///
    /// @param what is waited for, for the message
    /// @throws AssertionError if none comes in time
    public static <T> T until(String what, Callable<Optional<T>> look) throws Exception {
        return until(what, PATIENCE, look);
    }

    private static <T> T until(String what, Duration patience, Callable<Optional<T>> look)
            throws Exception {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var found = look.call();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "not within %d s: %s".formatted(patience.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /// Looks until it is true.
    public static void untilTrue(String what, Callable<Boolean> look) throws Exception {
        untilTrue(what, PATIENCE, look);
    }

    /// The same for what takes longer.
    public static void untilTrue(String what, Duration patience, Callable<Boolean> look)
            throws Exception {
        until(what, patience, () -> look.call() ? Optional.of(true) : Optional.empty());
    }
}
