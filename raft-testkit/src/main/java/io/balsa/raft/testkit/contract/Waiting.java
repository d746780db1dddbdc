package io.balsa.raft.testkit.contract;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what must come true, and not for ever.
public final class Waiting {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Waiting() {}

    /// Returns once `condition` holds.
    ///
    /// @throws AssertionError when it does not within a minute; the message names `what`
    public static void until(String what, BooleanSupplier condition) {
        var begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new AssertionError("waited in vain for: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
