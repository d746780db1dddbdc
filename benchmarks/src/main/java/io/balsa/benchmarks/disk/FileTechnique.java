package io.balsa.benchmarks.disk;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/// The ways that Java has to write to a file.
enum FileTechnique implements Technique {
    GROWING_FORCE("growing file, force(false)"),
    ZEROED_FORCE("zeroed file, force(false)"),
    ZEROED_DSYNC("zeroed file, O_DSYNC"),
    ZEROED_MAPPED("zeroed file, mapped, force");

    private static final int FILE_BYTES = 64 << 20;

    private final String title;

    FileTechnique(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Writing start(Path folder, int bytes) throws IOException {
        var path = folder.resolve("file");
        return switch (this) {
            case GROWING_FORCE ->
                    new Forced(FileChannel.open(path, CREATE_NEW, WRITE), bytes, Long.MAX_VALUE);
            case ZEROED_FORCE -> {
                fill(path);
                yield new Forced(FileChannel.open(path, WRITE), bytes, FILE_BYTES);
            }
            case ZEROED_DSYNC -> {
                fill(path);
                yield new Synchronous(FileChannel.open(path, WRITE, DSYNC), bytes);
            }
            case ZEROED_MAPPED -> {
                fill(path);
                yield new Mapped(path, bytes);
            }
        };
    }

    private static void fill(Path path) throws IOException {
        try (var channel = FileChannel.open(path, CREATE_NEW, WRITE)) {
            var zeros = ByteBuffer.allocateDirect(1 << 20);
            for (var position = 0L; position < FILE_BYTES; position += zeros.capacity()) {
                channel.write(zeros.clear(), position);
            }
            channel.force(true);
        }
    }

    private static ByteBuffer noise(int bytes) {
        var noise = ByteBuffer.allocateDirect(bytes);
        while (noise.hasRemaining()) {
            noise.put((byte) (noise.position() * 31 + 7));
        }
        return noise.flip();
    }

    private static final class Forced implements Writing {
        private final FileChannel channel;
        private final ByteBuffer noise;
        private final long end;
        private long position;

        Forced(FileChannel channel, int bytes, long end) {
            this.channel = channel;
            this.noise = noise(bytes);
            this.end = end;
        }

        @Override
        public void write() throws IOException {
            position += channel.write(noise.rewind(), position);
            channel.force(false);
            position = position + noise.limit() > end ? 0 : position;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Synchronous implements Writing {
        private final FileChannel channel;
        private final ByteBuffer noise;
        private long position;

        Synchronous(FileChannel channel, int bytes) {
            this.channel = channel;
            this.noise = noise(bytes);
        }

        @Override
        public void write() throws IOException {
            position += channel.write(noise.rewind(), position);
            position = position + noise.limit() > FILE_BYTES ? 0 : position;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Mapped implements Writing {
        private final MappedByteBuffer map;
        private final ByteBuffer noise;
        private int position;

        Mapped(Path path, int bytes) throws IOException {
            try (var channel = FileChannel.open(path, READ, WRITE)) {
                map = channel.map(MapMode.READ_WRITE, 0, FILE_BYTES);
            }
            noise = noise(bytes);
        }

        @Override
        public void write() {
            map.put(position, noise, 0, noise.limit());
            map.force(position, noise.limit());
            position = position + 2 * noise.limit() > FILE_BYTES ? 0 : position + noise.limit();
        }

        @Override
        public void close() {
            // The collector unmaps it.
        }
    }
}
