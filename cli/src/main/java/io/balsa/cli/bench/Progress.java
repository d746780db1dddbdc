package io.balsa.cli.bench;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.cli.bench.Meter.Failed;

import org.HdrHistogram.Histogram;

import java.io.PrintWriter;
import java.util.Locale;

/// Tells once a second how it goes: on one line that is written over, or on a line each.
final class Progress {
    private static final String START_OF_LINE = "\r\033[K";

    private final PrintWriter out;
    private final Style style;
    private boolean isLineOpen;

    enum Style {
        NONE,
        ONE_LINE,
        LINES
    }

    Progress(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    void show(String what, long elapsedNanos, long lapNanos, Histogram lap, Meter meter) {
        if (style == Style.NONE) {
            return;
        }
        var failed = meter.failures().values().stream().mapToLong(Failed::times).sum();
        var line =
                String.format(
                        Locale.ROOT,
                        "%s %3d s  %,9.0f/s  p50 %.2f ms  p99 %.2f ms%s",
                        what.strip(),
                        NANOSECONDS.toSeconds(elapsedNanos),
                        lap.getTotalCount() * 1e9 / lapNanos,
                        lap.getValueAtPercentile(50) / 1e6,
                        lap.getValueAtPercentile(99) / 1e6,
                        failed == 0 ? "" : "  failed %,d".formatted(failed));
        if (style == Style.ONE_LINE) {
            out.print(START_OF_LINE + line);
            isLineOpen = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /// Makes room for other output.
    void clear() {
        if (isLineOpen) {
            out.print(START_OF_LINE);
            out.flush();
            isLineOpen = false;
        }
    }
}
