package io.balsa.cli.console;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Shows that a command is waiting, and how far it has come, once that takes over a second. It
/// writes nothing where nobody watches, and leaves nothing behind.
public final class Waiting {
    private static final long SILENT_NANOS = SECONDS.toNanos(1);
    private static final long FRAME_MILLIS = 100;
    private static final String START_OF_LINE = "\r\033[K";
    private static final int BAR_CELLS = 24;

    private final PrintWriter err;
    private final boolean isWatched;
    private final long silentNanos;

    public Waiting(PrintWriter err, boolean isWatched) {
        this(err, isWatched, SILENT_NANOS);
    }

    /// @param silentNanos how long nothing is shown
    Waiting(PrintWriter err, boolean isWatched, long silentNanos) {
        this.err = err;
        this.isWatched = isWatched;
        this.silentNanos = silentNanos;
    }

    /// What is being done.
    ///
    /// @param part of it that is done, 0 to 1, where that is known
    public record Step(String text, OptionalDouble part) {
        /// Of which nobody knows how long it takes.
        public static Step of(String text) {
            return new Step(text, OptionalDouble.empty());
        }

        /// Of which `done` of `all` is done.
        public static Step of(String text, long done, long all) {
            var part = all <= 0 ? 1 : Math.clamp((double) done / all, 0, 1);
            return new Step(text, OptionalDouble.of(part));
        }
    }

    /// Waits for an answer.
    ///
    /// @param step asked for again and again
    /// @throws ExecutionException if there is none
    /// @throws Failure if the thread is interrupted
    public <T> T await(CompletableFuture<T> answer, Supplier<Step> step) throws ExecutionException {
        var start = System.nanoTime();
        var isShown = false;
        try {
            while (true) {
                try {
                    return answer.get(FRAME_MILLIS, MILLISECONDS);
                } catch (TimeoutException _) {
                    var elapsed = System.nanoTime() - start;
                    if (isWatched && elapsed >= silentNanos) {
                        isShown = true;
                        show(step.get(), elapsed);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted", interrupted);
        } finally {
            if (isShown) {
                err.print(START_OF_LINE);
                err.flush();
            }
        }
    }

    private void show(Step step, long elapsedNanos) {
        var bar = step.part().isPresent() ? bar(step.part().getAsDouble()) : "…";
        err.print(
                "%s%s %s %d s"
                        .formatted(
                                START_OF_LINE,
                                step.text(),
                                bar,
                                elapsedNanos / SECONDS.toNanos(1)));
        err.flush();
    }

    private static String bar(double part) {
        var full = (int) (part * BAR_CELLS);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%",
                "█".repeat(full),
                "·".repeat(BAR_CELLS - full),
                part * 100);
    }
}
