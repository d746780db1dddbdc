package io.balsa.cli.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.cli.bench.Meter.Failed;

import org.HdrHistogram.Histogram;

import java.util.Map;

/// What came of a run.
///
/// @param target whose name
/// @param latencyNanos of every request that was answered
/// @param failures the others, by status
record Result(String target, Pace pace, Histogram latencyNanos, Map<String, Failed> failures) {

    /// What happened while the generator was pressing.
    ///
    /// @param answers that came in that time
    /// @param cpuNanos used by the generator's whole process
    record Pace(long answers, long elapsedNanos, long cpuNanos) {}

    /// Requests that were answered.
    long answers() {
        return latencyNanos.getTotalCount();
    }

    long failed() {
        return failures.values().stream().mapToLong(Failed::times).sum();
    }

    double perSecond() {
        return pace.answers * (double) SECONDS.toNanos(1) / pace.elapsedNanos;
    }

    /// How many cores the generator kept busy.
    double generatorCores() {
        return (double) pace.cpuNanos / pace.elapsedNanos;
    }

    /// @param percentile such as 99.9
    double millis(double percentile) {
        return latencyNanos.getValueAtPercentile(percentile) / 1e6;
    }

    double maxMillis() {
        return latencyNanos.getMaxValue() / 1e6;
    }
}
