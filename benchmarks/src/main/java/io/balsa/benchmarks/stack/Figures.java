package io.balsa.benchmarks.stack;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one run showed. CPU time is in microseconds, and like allocation per put.
record Figures(double putsPerSecond, double p50Micros, double p99Micros, Side server, Side client) {
    static final String HEADING =
            "puts/s | p50 µs | p99 µs | CPU/put µs | B/put | CPU/put µs | B/put";

    /// What one side spent on a put.
    record Side(double cpuMicros, double bytes) {
        static Side of(Cost cost, long puts) {
            return new Side(cost.cpuNanos() / 1e3 / puts, (double) cost.allocatedBytes() / puts);
        }
    }

    static Figures of(ClosedLoop.Result result, Cost server, Cost client) {
        return new Figures(
                result.puts() * 1e9 / result.elapsedNanos(),
                result.latencyNanos().getValueAtPercentile(50) / 1e3,
                result.latencyNanos().getValueAtPercentile(99) / 1e3,
                Side.of(server, result.puts()),
                Side.of(client, result.puts()));
    }

    /// The median of each figure by itself.
    static Figures median(List<Figures> runs) {
        return new Figures(
                median(runs, Figures::putsPerSecond),
                median(runs, Figures::p50Micros),
                median(runs, Figures::p99Micros),
                new Side(
                        median(runs, run -> run.server.cpuMicros),
                        median(runs, run -> run.server.bytes)),
                new Side(
                        median(runs, run -> run.client.cpuMicros),
                        median(runs, run -> run.client.bytes)));
    }

    /// A row of a table under [#HEADING].
    String row() {
        return "%,.0f | %,.0f | %,.0f | %.1f | %,.0f | %.1f | %,.0f"
                .formatted(
                        putsPerSecond,
                        p50Micros,
                        p99Micros,
                        server.cpuMicros,
                        server.bytes,
                        client.cpuMicros,
                        client.bytes);
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }
}
