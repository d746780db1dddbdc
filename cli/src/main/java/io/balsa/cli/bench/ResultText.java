package io.balsa.cli.bench;

import java.util.Locale;
import java.util.StringJoiner;

/// A [Result] for people.
final class ResultText {
    /// From this share of its event loops on, the generator may be what limits.
    private static final double BUSY_SHARE = 0.9;

    private ResultText() {}

    /// Some lines, the last with an end.
    static String of(Result result, Plan plan) {
        var lines = new StringJoiner("\n", "", "\n");
        lines.add(
                String.format(Locale.ROOT, "throughput  %,.0f per second", result.perSecond())
                        + String.format(
                                Locale.ROOT,
                                "  (%,d answered in %.1f s)",
                                result.pace().answers(),
                                result.pace().elapsedNanos() / 1e9));
        lines.add(
                String.format(Locale.ROOT, "latency     p50 %.2f ms", result.millis(50))
                        + String.format(Locale.ROOT, "   p90 %.2f ms", result.millis(90))
                        + String.format(Locale.ROOT, "   p99 %.2f ms", result.millis(99))
                        + String.format(Locale.ROOT, "   p99.9 %.2f ms", result.millis(99.9))
                        + String.format(Locale.ROOT, "   max %.2f ms", result.maxMillis()));
        lines.add("failed      " + failed(result));
        lines.add(
                String.format(Locale.ROOT, "generator   %.2f cores", result.generatorCores())
                        + String.format(Locale.ROOT, ", %.1f µs per request", cpuMicros(result))
                        + (isBusy(result, plan) ? BUSY_HINT : ""));
        return lines.toString();
    }

    private static final String BUSY_HINT =
            "  <- busy all the time: it may be the limit, try more --threads";

    private static String failed(Result result) {
        var all = result.failed();
        if (all == 0) {
            return "none";
        }
        var text = new StringJoiner("; ", String.format(Locale.ROOT, "%,d: ", all), "");
        result.failures()
                .forEach((status, failed) ->
                        text.add(
                                String.format(
                                        Locale.ROOT,
                                        "%,d × %s (%s)",
                                        failed.times(),
                                        status,
                                        failed.message())));
        return text.toString();
    }

    private static double cpuMicros(Result result) {
        return result.pace().cpuNanos() / 1e3 / Math.max(1, result.pace().answers());
    }

    private static boolean isBusy(Result result, Plan plan) {
        return result.generatorCores() > BUSY_SHARE * plan.load().threads();
    }
}
