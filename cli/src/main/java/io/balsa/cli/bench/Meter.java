package io.balsa.cli.bench;

import static java.util.Objects.requireNonNullElse;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.Status;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Counts answers and failures as they come in, on any thread.
final class Meter {
    private static final long LATENCY_NANOS_MIN = MICROSECONDS.toNanos(1);
    private static final long LATENCY_NANOS_MAX = SECONDS.toNanos(600);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Recorder latencyNanos =
            new Recorder(LATENCY_NANOS_MIN, LATENCY_NANOS_MAX, SIGNIFICANT_DIGITS);
    private final ConcurrentHashMap<String, Failed> failures = new ConcurrentHashMap<>();
    private final Histogram total = histogram();

    /// How often requests failed in one way.
    ///
    /// @param message what the first of them said
    record Failed(long times, String message) {
        private Failed once(Failed another) {
            return new Failed(times + another.times, message);
        }
    }

    void answered(long nanos) {
        latencyNanos.recordValue(Math.clamp(nanos, 0, LATENCY_NANOS_MAX));
    }

    void failed(Status status) {
        failures.merge(status.getCode().name(), new Failed(1, words(status)), Failed::once);
    }

    /// What was answered since the last lap. For one thread, the one that also calls [#total].
    Histogram lap() {
        var lap = latencyNanos.getIntervalHistogram();
        total.add(lap);
        return lap;
    }

    /// What was answered in all laps so far.
    Histogram total() {
        return total;
    }

    /// Failures so far by status, in alphabetical order.
    Map<String, Failed> failures() {
        return new TreeMap<>(failures);
    }

    /// What is wrong with a connection stands in the cause.
    private static String words(Status status) {
        var cause = status.getCause();
        return requireNonNullElse(
                cause == null ? status.getDescription() : cause.getMessage(), "no details");
    }

    private static Histogram histogram() {
        return new Histogram(LATENCY_NANOS_MIN, LATENCY_NANOS_MAX, SIGNIFICANT_DIGITS);
    }
}
