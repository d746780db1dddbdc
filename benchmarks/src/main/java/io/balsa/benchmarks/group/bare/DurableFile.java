package io.balsa.benchmarks.group.bare;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/// A file that was filled once and is then written again and again, from its beginning: appending
/// durably at the least cost.
final class DurableFile implements Journal {
    private static final int BYTES = 256 << 20;
    private static final int CHUNK_BYTES = 1 << 20;

    /// Of all files in this process.
    static final LongAdder SYNCS = new LongAdder();

    private final FileChannel channel;
    private long end;

    DurableFile(Path folder, int number) throws IOException {
        var path = folder.resolve("member-" + number);
        try (var filling = FileChannel.open(path, CREATE, WRITE)) {
            var zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
            for (var filled = 0L; filled < BYTES; filled += CHUNK_BYTES) {
                filling.write(zeros.clear());
            }
            filling.force(true);
        }
        channel = FileChannel.open(path, WRITE, DSYNC);
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        if (end + bytes.remaining() > BYTES) {
            end = 0;
        }
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        SYNCS.increment();
    }
}
