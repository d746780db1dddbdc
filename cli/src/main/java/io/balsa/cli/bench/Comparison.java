package io.balsa.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.cli.console.Json;
import io.balsa.cli.console.Table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Several targets, measured in alternating rounds so that a noisy machine is noisy for all.
///
/// Ratios are medians of the rounds' ratios, each within one round: the first target over the
/// other.
///
/// @param rounds each has one result per target, in the order of `targets`
record Comparison(List<String> targets, List<List<Result>> rounds) {

    /// A table of medians, and of ratios with their range.
    String text() {
        var table =
                new Table(
                        "target",
                        "per second",
                        "p50 ms",
                        "p99 ms",
                        "failed",
                        "per second, ratio",
                        "p99, ratio");
        for (var i = 0; i < targets.size(); i++) {
            table.row(
                    targets.get(i),
                    number("%,.0f", median(i, Result::perSecond)),
                    number("%.2f", median(i, result -> result.millis(50))),
                    number("%.2f", median(i, result -> result.millis(99))),
                    number("%,.0f", sum(i, Result::failed)),
                    ratioText(i, Result::perSecond),
                    ratioText(i, result -> result.millis(99)));
        }
        return table.text();
    }

    ObjectNode json() {
        var json = Json.object();
        var medians = json.putObject("medians");
        for (var i = 0; i < targets.size(); i++) {
            var target = medians.putObject(targets.get(i));
            target.put("throughput_per_second", median(i, Result::perSecond));
            target.put("p50_ms", median(i, result -> result.millis(50)));
            target.put("p99_ms", median(i, result -> result.millis(99)));
            if (i > 0) {
                var over = "ratio_of_" + targets.getFirst();
                target.put(over + "_throughput", middle(ratios(i, Result::perSecond)));
                target.put(over + "_p99", middle(ratios(i, result -> result.millis(99))));
            }
        }
        var all = json.putArray("rounds");
        rounds.forEach(round -> round.forEach(result -> all.add(ResultJson.of(result))));
        return json;
    }

    private String ratioText(int target, ToDoubleFunction<Result> figure) {
        if (target == 0) {
            return "";
        }
        var ratios = ratios(target, figure);
        return String.format(
                Locale.ROOT,
                "%s is %.2f× (%.2f … %.2f)",
                targets.getFirst(),
                middle(ratios),
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private double median(int target, ToDoubleFunction<Result> figure) {
        return middle(figures(target, figure));
    }

    private double sum(int target, ToDoubleFunction<Result> figure) {
        return Arrays.stream(figures(target, figure)).sum();
    }

    private double[] figures(int target, ToDoubleFunction<Result> figure) {
        return rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round.get(target)))
                .sorted()
                .toArray();
    }

    private double[] ratios(int target, ToDoubleFunction<Result> figure) {
        return rounds.stream()
                .mapToDouble(round ->
                        figure.applyAsDouble(round.getFirst())
                                / figure.applyAsDouble(round.get(target)))
                .sorted()
                .toArray();
    }

    private static double middle(double[] sorted) {
        var half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
