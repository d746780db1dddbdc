package io.balsa.server.health;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.raft.log.FileDisk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Says whether the disk of the data folder works: by writing a byte there until it is durable.
///
/// A full disk works: reads go on, no restart would make room, and writes go on once there is some.
///
/// At most once a second, and never twice at a time: those who ask in between get the latest
/// answer. A disk that hangs is one that does not work.
public final class DiskProbe {
    private static final String FILE = "PROBE";
    private static final long FRESH_NANOS = SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = SECONDS.toNanos(2);

    private final Path file;

    // Guarded by this.
    private @Nullable CompletableFuture<Optional<String>> latest;
    private long begun;

    /// @param folder on the disk that matters
    public DiskProbe(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /// What is wrong with the disk, or nothing. Completes within two seconds, never exceptionally.
    public CompletableFuture<Optional<String>> problem() {
        return current()
                .copy()
                .completeOnTimeout(
                        Optional.of("the disk has not finished a small write for two seconds"),
                        PATIENCE_NANOS,
                        NANOSECONDS);
    }

    private synchronized CompletableFuture<Optional<String>> current() {
        var now = System.nanoTime();
        if (latest == null || (latest.isDone() && now - begun > FRESH_NANOS)) {
            begun = now;
            latest = CompletableFuture.supplyAsync(this::write, Thread::startVirtualThread);
        }
        return latest;
    }

    private Optional<String> write() {
        try {
            Files.write(file, new byte[] {1}, CREATE, WRITE, DSYNC);
            return Optional.empty();
        } catch (IOException failure) {
            return FileDisk.isFull(failure)
                    ? Optional.empty()
                    : Optional.of("cannot write " + file + ": " + failure);
        }
    }
}
