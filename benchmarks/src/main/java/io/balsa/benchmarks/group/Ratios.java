package io.balsa.benchmarks.group;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What one contender did over what each of the others did in the same round: the median of the
/// rounds, then the least and the most.
final class Ratios {
    private Ratios() {}

    /// The contender that the others are held against: the first of ours, else the first of all.
    static String subject(List<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("balsa"))
                .findFirst()
                .orElse(names.getFirst());
    }

    /// A line for each of the others.
    static String lines(int clients, String subject, Map<String, List<Figures>> turns) {
        return turns.entrySet().stream()
                .filter(other -> !other.getKey().equals(subject))
                .map(other -> line(clients, subject, other.getKey(), turns))
                .collect(Collectors.joining("\n"));
    }

    private static String line(
            int clients, String subject, String other, Map<String, List<Figures>> turns) {
        var own = turns.getOrDefault(subject, List.of());
        var others = turns.getOrDefault(other, List.of());
        return "%d clients: %s over %s: puts/s %s, p99 %s, CPU/put %s"
                .formatted(
                        clients,
                        subject,
                        other,
                        ratio(own, others, Figures::putsPerSecond),
                        ratio(own, others, Figures::p99Micros),
                        ratio(own, others, Figures::cpuMicros));
    }

    private static String ratio(
            List<Figures> own, List<Figures> others, ToDoubleFunction<Figures> figure) {
        var sorted =
                IntStream.range(0, own.size())
                        .mapToDouble(round ->
                                figure.applyAsDouble(own.get(round))
                                        / figure.applyAsDouble(others.get(round)))
                        .sorted()
                        .toArray();
        return "%.2f (%.2f..%.2f)"
                .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
