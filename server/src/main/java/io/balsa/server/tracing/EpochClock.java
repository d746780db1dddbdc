package io.balsa.server.tracing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Tells when something was that a member's clock, which only measures, has timed.
final class EpochClock {
    private final Clock clock = Clock.systemUTC();

    /// Nanoseconds since 1970.
    long now() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }
}
