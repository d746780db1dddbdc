package io.balsa.cli.bench;

import io.balsa.cli.console.DurationConverter;
import io.balsa.cli.console.Failure;

import picocli.CommandLine.Option;

import java.time.Duration;

/// How hard and how long to press.
final class LoadOptions {
    /// A bound on memory, far over what one generator can drive.
    private static final int CLIENTS_MAX = 1_000_000;

    @Option(
            names = {"-c", "--clients"},
            defaultValue = "64",
            description = "Requests in flight, all together (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--connections",
            description = "Connections, dealt out to the endpoints (default: one to each).")
    private int connections;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Event loops of the generator (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = {"-d", "--duration"},
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Of the measured part, such as 500ms, 10s, 2m (default: 10s).")
    private Duration duration = Duration.ZERO;

    @Option(
            names = {"-n", "--requests"},
            description = "Measure so many requests, however long they take.")
    private long requests;

    @Option(
            names = "--warmup",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "Press so long before measuring (default: 2s; 0s for none).")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--timeout",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "A request without an answer for so long has failed (default: 5s).")
    private Duration timeout = Duration.ZERO;

    /// @throws Failure if an option is out of bounds; the message says which
    Plan.Load load(int endpointCount) {
        requireWithin("--clients", clients, 1, CLIENTS_MAX);
        requireWithin("--connections", connections, 0, CLIENTS_MAX);
        requireWithin("--threads", threads, 1, 1024);
        var each = connections == 0 ? endpointCount : connections;
        return new Plan.Load(clients, each, threads, timeout);
    }

    Plan.Length length() {
        if (requests < 0) {
            throw Failure.usage("--requests must be at least 1");
        }
        return requests == 0
                ? new Plan.Length(warmup, duration, Long.MAX_VALUE)
                : new Plan.Length(warmup, Duration.ofNanos(Long.MAX_VALUE / 2), requests);
    }

    private static void requireWithin(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw Failure.usage("%s must be %d to %d, not %d".formatted(option, min, max, value));
        }
    }
}
