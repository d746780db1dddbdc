package io.balsa.raft.micrometer;

import io.balsa.raft.node.Distribution;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Meters of how long something takes: how often it was measured with the time in all, percentiles
/// since the start, and a histogram, from which percentiles of any period can be had.
///
/// @param name of the timer; the others begin with it
/// @param what is timed, for people
record TimeMeters(String name, String what, Supplier<Distribution> times) {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    /// The buckets of the histogram end at powers of two of nanoseconds, from 16 µs to 17 s.
    private static final int BUCKET_BITS_MIN = 14;

    private static final int BUCKET_BITS_MAX = 34;

    void bind(MeterRegistry registry, Tags tags) {
        FunctionTimer.builder(
                        name,
                        times,
                        source -> source.get().count(),
                        source -> source.get().totalNanos(),
                        TimeUnit.NANOSECONDS)
                .description(what)
                .tags(tags)
                .register(registry);
        for (var percentile : PERCENTILES) {
            TimeGauge.builder(
                            name + ".percentile",
                            times,
                            TimeUnit.NANOSECONDS,
                            source -> source.get().nanosAtPercentile(percentile))
                    .description(what + ": so many in a hundred took at most this long")
                    .tags(tags.and("percentile", Double.toString(percentile)))
                    .strongReference(true) // The other meters would let go of `times`.
                    .register(registry);
        }
        for (var bits = BUCKET_BITS_MIN; bits <= BUCKET_BITS_MAX; bits++) {
            var atMostNanos = (1L << bits) - 1;
            bindBucket(registry, tags.and("le", Double.toString(atMostNanos / 1e9)), atMostNanos);
        }
        bindBucket(registry, tags.and("le", "+Inf"), Long.MAX_VALUE);
    }

    /// A counter for each bucket, since Micrometer has no histogram that others fill.
    private void bindBucket(MeterRegistry registry, Tags tags, long atMostNanos) {
        FunctionCounter.builder(
                        name + ".bucket", times, source -> source.get().countAtMost(atMostNanos))
                .description(what + ": how many took at most `le` seconds")
                .tags(tags)
                .register(registry);
    }
}
