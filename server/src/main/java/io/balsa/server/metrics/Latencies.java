package io.balsa.server.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/// Times in milliseconds, in buckets.
final class Latencies {
    private static final double[] BUCKETS = {
        0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000
    };
    private static final double NANOS_PER_MILLI = SECONDS.toNanos(1) / 1e3;

    private Latencies() {}

    static DistributionSummary of(MeterRegistry registry, String name, String what, Tags tags) {
        return DistributionSummary.builder(name)
                .description(what)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
