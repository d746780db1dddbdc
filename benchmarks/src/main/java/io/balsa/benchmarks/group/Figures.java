package io.balsa.benchmarks.group;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// What one turn showed. CPU time and allocation are those of the whole process, clients and all
/// three members, per put.
///
/// @param syncsPerSecond of all members together, negative when not known
record Figures(
        double putsPerSecond,
        double p50Micros,
        double p99Micros,
        double cpuMicros,
        double bytes,
        double syncsPerSecond) {
    static final String HEADING =
            "puts/s | min..max | p50 µs | p99 µs | CPU/put µs | B/put | syncs/s";

    static Figures of(ClosedLoop.Result result, Usage usage) {
        var puts = (double) result.nanos().getTotalCount();
        var seconds = result.elapsedNanos() / 1e9;
        return new Figures(
                puts / seconds,
                result.nanos().getValueAtPercentile(50) / 1e3,
                result.nanos().getValueAtPercentile(99) / 1e3,
                usage.cpuNanos() / 1e3 / puts,
                usage.allocatedBytes() / puts,
                usage.syncs() / seconds);
    }

    /// Reads what [#line] wrote.
    static Figures parse(String line) {
        var figures = List.of(line.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
        return new Figures(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
    }

    String line() {
        return String.join(
                " ",
                DoubleStream.of(
                                putsPerSecond,
                                p50Micros,
                                p99Micros,
                                cpuMicros,
                                bytes,
                                syncsPerSecond)
                        .mapToObj(Double::toString)
                        .toList());
    }

    /// A row of a table under [#HEADING]: the median of each figure by itself.
    static String row(List<Figures> turns) {
        var sorted = turns.stream().mapToDouble(Figures::putsPerSecond).sorted().toArray();
        var syncs = median(turns, Figures::syncsPerSecond);
        return "%,.0f | %,.0f..%,.0f | %,.0f | %,.0f | %.2f | %,.0f | %s"
                .formatted(
                        median(turns, Figures::putsPerSecond),
                        sorted[0],
                        sorted[sorted.length - 1],
                        median(turns, Figures::p50Micros),
                        median(turns, Figures::p99Micros),
                        median(turns, Figures::cpuMicros),
                        median(turns, Figures::bytes),
                        syncs < 0 ? "?" : "%,.0f".formatted(syncs));
    }

    static double median(List<Figures> turns, ToDoubleFunction<Figures> figure) {
        var sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
