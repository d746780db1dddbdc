package io.balsa.raft.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A few bytes on disk in two copies, each in a block of its own: one is written when the other is
/// durable, so that no single torn write and no single damaged block loses them.
///
/// A copy, big-endian: magic (4 bytes), CRC32C of what follows (4), sequence number (8), content.
/// Of two sound copies the higher sequence number counts.
final class TwinFile implements AutoCloseable {
    private static final String UNFINISHED_SUFFIX = ".new";
    private static final int BLOCK_BYTES = 4096;
    private static final int HEAD_BYTES = 16;

    private final Title title;
    private final DiskFile file;
    private Copy current;
    private boolean isWhole;

    /// Which file it is.
    ///
    /// @param magic what each copy begins with
    /// @param what the content, for people
    record Title(String name, int magic, int contentBytes, String what) {}

    private TwinFile(Title title, DiskFile file, Copy current, boolean isWhole) {
        this.title = title;
        this.file = file;
        this.current = current;
        this.isWhole = isWhole;
    }

    /// A new file. It is there with its content from the end of this on, also after a crash.
    static TwinFile create(Disk disk, Title title, byte[] content) throws IOException {
        var unfinished = title.name + UNFINISHED_SUFFIX;
        disk.delete(unfinished);
        var first = new Copy(1, content);
        try (var file = disk.create(unfinished, 2 * BLOCK_BYTES)) {
            put(file, title, first);
        }
        disk.rename(unfinished, title.name);
        return new TwinFile(title, disk.open(title.name), first, true);
    }

    /// Reads the content. Changes nothing.
    ///
    /// @throws CorruptLogException when neither copy is sound
    static TwinFile open(Disk disk, Title title) throws IOException {
        var file = disk.open(title.name);
        try {
            var first = Copy.read(file, title, 0);
            var second = Copy.read(file, title, BLOCK_BYTES);
            var current = latest(first, second);
            if (current == null) {
                throw LogFormat.damage(
                        title.name, 0, "neither copy of the " + title.what + " is sound");
            }
            var isWhole = current.isSameAs(first) && current.isSameAs(second);
            return new TwinFile(title, file, current, isWhole);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static @Nullable Copy latest(@Nullable Copy one, @Nullable Copy other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.sequence >= other.sequence ? one : other;
    }

    /// Writes a copy again that is damaged, or that a crash left behind the other.
    ///
    /// @return was there one?
    boolean mend() throws IOException {
        if (isWhole) {
            return false;
        }
        if (file.size() != 2 * BLOCK_BYTES) {
            throw LogFormat.damage(title.name, file.size(), "the file is cut off");
        }
        put(file, title, current);
        isWhole = true;
        return true;
    }

    private static void put(DiskFile file, Title title, Copy copy) throws IOException {
        file.write(0, copy.encoded(title));
        file.write(BLOCK_BYTES, copy.encoded(title));
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(current.content).asReadOnlyBuffer();
    }

    /// Replaces the content. Durable when it returns; after a crash before that it is the old or
    /// the new one.
    void write(byte[] content) throws IOException {
        var next = new Copy(current.sequence + 1, content);
        put(file, title, next);
        current = next;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static final class Copy {
        private final long sequence;
        private final byte[] content;

        Copy(long sequence, byte[] content) {
            this.sequence = sequence;
            this.content = content;
        }

        static @Nullable Copy read(DiskFile file, Title title, long position) throws IOException {
            var bytes = ByteBuffer.allocate(HEAD_BYTES + title.contentBytes);
            file.read(position, bytes);
            if (bytes.hasRemaining()
                    || bytes.flip().getInt() != title.magic
                    || bytes.getInt() != LogFormat.crc(bytes)) {
                return null;
            }
            var sequence = bytes.getLong();
            var content = new byte[title.contentBytes];
            bytes.get(content);
            return new Copy(sequence, content);
        }

        ByteBuffer encoded(Title title) {
            var bytes = ByteBuffer.allocate(HEAD_BYTES + title.contentBytes);
            bytes.putInt(title.magic).putInt(0).putLong(sequence).put(content).position(8);
            return bytes.putInt(4, LogFormat.crc(bytes)).rewind();
        }

        boolean isSameAs(@Nullable Copy other) {
            return other != null
                    && sequence == other.sequence
                    && Arrays.equals(content, other.content);
        }
    }
}
