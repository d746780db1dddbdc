package io.balsa.raft.log;

import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// A new file of zeros that is read and written around the system's cache, which costs a good deal
/// of every write.
///
/// A disk takes whole pages, so what else is in a page goes with the bytes that are written, as it
/// was. Through its cache the system writes whole pages, too: what a crash may leave is the same.
final class DirectFile implements DiskFile {
    /// Sizes, places and memory are multiples of this.
    static final int PAGE_BYTES = 4096;

    private static final int BUFFER_BYTES = 1 << 20;
    private static final byte[] ZEROS = new byte[PAGE_BYTES];
    private static final @Nullable OpenOption DIRECT = direct();

    private final String name;
    private final FileChannel channel;
    private final long size;
    private final Buffers buffers;

    /// The page in which the last write ended, and where that is; -1 when there is none.
    private final byte[] tail = new byte[PAGE_BYTES];

    private long tailAt = -1;

    /// From this page on there are only zeros.
    private long zerosAt;

    /// What all files of a disk share, for one write at a time and one read.
    record Buffers(ByteBuffer writing, ByteBuffer reading) {
        Buffers() {
            this(pages(BUFFER_BYTES), pages(BUFFER_BYTES));
        }
    }

    private DirectFile(String name, FileChannel channel, long size, Buffers buffers) {
        this.name = name;
        this.channel = channel;
        this.size = size;
        this.buffers = buffers;
    }

    /// Opens the file `name` of zeros at `path`, or returns null where only the way through the
    /// cache is open.
    static @Nullable DirectFile open(String name, Path path, Buffers buffers) throws IOException {
        var channel = channel(path, READ, WRITE, DSYNC);
        return channel == null ? null : new DirectFile(name, channel, channel.size(), buffers);
    }

    /// A way around the cache, for buffers from [#pages(int)]. Null where there is none.
    static @Nullable FileChannel channel(Path path, OpenOption... options) throws IOException {
        if (DIRECT == null) {
            return null;
        }
        var all = new HashSet<>(List.of(options));
        all.add(DIRECT);
        try {
            var channel = FileChannel.open(path, all);
            if (PAGE_BYTES % Files.getFileStore(path).getBlockSize() == 0) {
                return channel;
            }
            channel.close();
        } catch (UnsupportedOperationException | FileSystemException _) {
            // What else may be wrong with the file shows on the way through the cache.
        }
        return null;
    }

    /// The option `DIRECT`, by its name: it is public API of the JDK, and yet the compiler warns of
    /// it as an internal one, which cannot be turned off. Null in a JDK that has none.
    private static @Nullable OpenOption direct() {
        try {
            var options = Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
            for (var option : options) {
                if (option instanceof OpenOption known && known.toString().equals("DIRECT")) {
                    return known;
                }
            }
        } catch (ClassNotFoundException _) {
            // A JDK without it.
        }
        return null;
    }

    /// Memory full of zeros that a disk can take from.
    static ByteBuffer pages(int bytes) {
        return ByteBuffer.allocateDirect(bytes + PAGE_BYTES)
                .alignedSlice(PAGE_BYTES)
                .slice(0, bytes);
    }

    private static long startOfPage(long position) {
        return position & -PAGE_BYTES;
    }

    /// The end of the page that a byte before `position` is in.
    private static long endOfPage(long position) {
        return startOfPage(position + PAGE_BYTES - 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        checkFits(position, source);
        synchronized (buffers.writing()) {
            var place = position;
            while (source.hasRemaining()) {
                place += writeCopy(place, source);
            }
        }
    }

    @Override
    public void writeInPlace(long position, ByteBuffer source) throws IOException {
        if (!isInPlace(position, source)) {
            write(position, source);
            return;
        }
        checkFits(position, source);
        synchronized (buffers.writing()) {
            writePages(position, source.duplicate());
        }
        source.position(source.limit());
    }

    private void checkFits(long position, ByteBuffer source) throws EOFException {
        if (position < 0 || position + source.remaining() > size) {
            throw new EOFException(
                    "%s ends before %,d".formatted(name, position + source.remaining()));
        }
    }

    /// Are the pages around the bytes of `source` memory that the disk can take from?
    private static boolean isInPlace(long position, ByteBuffer source) {
        return source.hasRemaining()
                && source.isDirect()
                && !source.isReadOnly()
                && source.alignmentOffset(0, PAGE_BYTES) == 0
                && (position - source.position()) % PAGE_BYTES == 0
                && endOfPage(source.limit()) <= source.capacity();
    }

    /// Writes as much of `source` as the buffer holds, and returns how much that is.
    private int writeCopy(long position, ByteBuffer source) throws IOException {
        var buffer = buffers.writing().clear();
        var offset = (int) (position - startOfPage(position));
        var count = Math.min(source.remaining(), buffer.capacity() - offset);
        buffer.put(offset, source, source.position(), count);
        writePages(position, buffer.position(offset).limit(offset + count));
        source.position(source.position() + count);
        return count;
    }

    /// Writes the pages around the bytes of `buffer`, once they hold what else is in them.
    private void writePages(long position, ByteBuffer buffer) throws IOException {
        var from = buffer.position();
        var to = buffer.limit();
        var origin = position - from;
        buffer.limit((int) endOfPage(to)).position((int) startOfPage(from));
        load(buffer, buffer.position(), from, origin);
        load(buffer, to, buffer.limit(), origin);
        tailAt = -1;
        while (buffer.hasRemaining()) {
            channel.write(buffer, origin + buffer.position());
        }
        var last = buffer.limit() - PAGE_BYTES;
        buffer.get(last, tail);
        tailAt = origin + last;
        zerosAt = Math.max(zerosAt, tailAt + PAGE_BYTES);
    }

    /// Puts between `from` and `to`, within a page of `buffer`, what the file holds there so far.
    /// The buffer's first byte belongs at `origin`.
    private void load(ByteBuffer buffer, int from, int to, long origin) throws IOException {
        if (from == to) {
            return;
        }
        var page = startOfPage(origin + from);
        if (page == tailAt) {
            buffer.put(from, tail, (int) (origin + from - page), to - from);
        } else if (page >= zerosAt) {
            buffer.put(from, ZEROS, 0, to - from);
        } else {
            read(origin + from, buffer.slice(from, to - from));
        }
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        synchronized (buffers.reading()) {
            var place = position;
            while (target.hasRemaining() && place < size) {
                place += readPages(place, target);
            }
        }
    }

    /// Fills `target` as far as the buffer goes, and returns how much that is.
    private int readPages(long position, ByteBuffer target) throws IOException {
        var buffer = buffers.reading().clear();
        var start = startOfPage(position);
        var offset = (int) (position - start);
        buffer.limit((int) Math.min(buffer.capacity(), size - start));
        var count = Math.min(target.remaining(), buffer.limit() - offset);
        buffer.limit((int) endOfPage(offset + count));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw new EOFException("%s has become shorter than %,d".formatted(name, size));
            }
        }
        target.put(target.position(), buffer, offset, count);
        target.position(target.position() + count);
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
