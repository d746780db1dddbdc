package io.balsa.raft.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A file of zeros that is filled on a thread of its own, so that whoever needs one next does not
/// wait for that.
final class SpareFile {
    /// A smaller file is filled sooner than a thread starts.
    private static final long BYTES_MIN = 1 << 20;

    /// Other writes wait for a piece at most.
    private static final int PIECE_BYTES = 256 << 10;

    private final Path path;
    private @Nullable Filling filling;

    private record Filling(long bytes, CompletableFuture<Boolean> isWhole) {}

    /// @param path where the file is until it is taken
    SpareFile(Path path) {
        this.path = path;
    }

    /// Begins to fill a file of `bytes`, unless there is a spare one.
    synchronized void prepare(long bytes) {
        if (filling == null && bytes >= BYTES_MIN) {
            var next = new Filling(bytes, new CompletableFuture<>());
            filling = next;
            Thread.ofPlatform().daemon().name("spare-file").start(() -> fill(next));
        }
    }

    /// What goes wrong here goes wrong again where the file is needed, and is reported there.
    private void fill(Filling filling) {
        try {
            fillWithZeros(path, filling.bytes());
            filling.isWhole().complete(true);
        } catch (IOException | RuntimeException _) {
            filling.isWhole().complete(false);
        }
    }

    /// Fills a new file, a piece at a time: the whole at once would hold up every other write.
    static void fillWithZeros(Path path, long bytes) throws IOException {
        try (var channel = create(path, bytes)) {
            var zeros = DirectFile.pages(PIECE_BYTES);
            for (var left = bytes; left > 0; left -= zeros.limit()) {
                zeros.clear().limit((int) Math.min(left, zeros.capacity()));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
            channel.force(true);
        }
    }

    /// Zeros that went into the system's cache would all be written at once in the end.
    private static FileChannel create(Path path, long bytes) throws IOException {
        var direct =
                bytes % DirectFile.PAGE_BYTES == 0
                        ? DirectFile.channel(path, CREATE, TRUNCATE_EXISTING, WRITE)
                        : null;
        return direct == null
                ? FileChannel.open(path, CREATE, TRUNCATE_EXISTING, WRITE, DSYNC)
                : direct;
    }

    /// Gives the spare file away when it has so many bytes, after waiting for it to be whole if
    /// need be. Null when there is none.
    synchronized @Nullable Path take(long bytes) {
        var spare = filling;
        if (spare == null || spare.bytes() != bytes) {
            return null;
        }
        filling = null;
        return spare.isWhole().join() ? path : null;
    }
}
