package io.balsa.raft.log;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A [Disk] on a folder of the file system.
///
/// Files are opened with `O_DSYNC` and filled with zeros when created, so that a write changes data
/// alone and is durable with one system call; files that grow are synced when they are told to. A
/// new file of whole pages is written around the system's cache, where the system allows that.
/// Threads that use these files must not be interrupted: Java closes a file whose reader or writer
/// is.
public final class FileDisk implements Disk {
    /// Ends the name of a file that is still being filled. A crash may leave one; it means nothing.
    private static final String UNFINISHED = ".part";

    private static final String SPARE = "spare" + UNFINISHED;

    private final Path folder;
    private final SpareFile spare;
    private DirectFile.@Nullable Buffers buffers;

    private FileDisk(Path folder) {
        this.folder = folder;
        this.spare = new SpareFile(folder.resolve(SPARE));
    }

    /// Opens a folder, created when it is not there, and clears what a crash left unfinished: so no
    /// other disk may be on it. A [DataDirectory] sees to that.
    public static FileDisk open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(requireNonNull(folder.toAbsolutePath().getParent(), "a new folder has a parent"));
        }
        var disk = new FileDisk(folder);
        for (var name : disk.names()) {
            if (name.endsWith(UNFINISHED)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
        return disk;
    }

    /// Creates a folder and those above it, durable with their names.
    static void createFolder(Path folder) throws IOException {
        var above = folder.getParent();
        if (Files.isDirectory(folder) || above == null) {
            return;
        }
        createFolder(above);
        Files.createDirectory(folder);
        sync(above);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        var channel = FileChannel.open(path(name), READ, WRITE, DSYNC);
        return new OpenFile(name, channel, channel.size());
    }

    @Override
    public void prepare(long bytes) {
        spare.prepare(bytes);
    }

    @Override
    public DiskFile create(String name, long bytes) throws IOException {
        var prepared = spare.take(bytes);
        var unfinished = prepared == null ? path(name + UNFINISHED) : prepared;
        try {
            if (prepared == null) {
                SpareFile.fillWithZeros(unfinished, bytes);
            }
            Files.move(unfinished, path(name), ATOMIC_MOVE);
            sync(folder);
        } catch (IOException failure) {
            Files.deleteIfExists(unfinished);
            throw isFull(failure) ? full(name, bytes) : failure;
        }
        var direct =
                bytes % DirectFile.PAGE_BYTES == 0
                        ? DirectFile.open(name, path(name), buffers())
                        : null;
        return direct == null ? open(name) : direct;
    }

    private synchronized DirectFile.Buffers buffers() {
        if (buffers == null) {
            buffers = new DirectFile.Buffers();
        }
        return buffers;
    }

    /// Is it a lack of room that the JDK reports? It tells that by the words of the system alone.
    public static boolean isFull(IOException failure) {
        var reason =
                failure instanceof FileSystemException known
                        ? known.getReason()
                        : failure.getMessage();
        return reason != null
                && (reason.contains("No space left") || reason.contains("quota exceeded"));
    }

    private DiskFullException full(String name, long bytes) throws IOException {
        return new DiskFullException(
                "the disk is full: %s needs %,d bytes in %s and %,d are free; make room there"
                        .formatted(
                                name, bytes, folder, Files.getFileStore(folder).getUsableSpace()));
    }

    @Override
    public GrowingFile grow(String name) throws IOException {
        var path = path(name);
        var isNew = !Files.exists(path);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, CREATE, WRITE);
            if (isNew) {
                sync(folder);
            }
            return new AppendedFile(name, channel);
        } catch (IOException failure) {
            if (channel != null) {
                channel.close();
            }
            throw isFull(failure) ? full(name, 0) : failure;
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public List<String> list() throws IOException {
        return names().stream().filter(name -> !name.endsWith(UNFINISHED)).sorted().toList();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), ATOMIC_MOVE);
        sync(folder);
    }

    @Override
    public void delete(String name) throws IOException {
        if (Files.deleteIfExists(path(name))) {
            sync(folder);
        }
    }

    private Path path(String name) {
        var path = folder.resolve(name).normalize();
        if (!folder.equals(path.getParent())) {
            throw new IllegalArgumentException("a file of a disk has a plain name, not " + name);
        }
        return path;
    }

    /// Makes the names in a folder durable.
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /// A file never changes its size, so the system is asked for it once.
    private record OpenFile(String name, FileChannel channel, long size) implements DiskFile {

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            if (position < 0 || position + source.remaining() > size) {
                throw new EOFException(
                        "%s ends before %,d".formatted(name, position + source.remaining()));
            }
            var place = position;
            while (source.hasRemaining()) {
                place += channel.write(source, place);
            }
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            var place = position;
            while (target.hasRemaining()) {
                var count = channel.read(target, place);
                if (count < 0) {
                    return;
                }
                place += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// What is appended stays with the system until it is synced.
    private final class AppendedFile implements GrowingFile {
        private final String name;
        private final FileChannel channel;
        private long size;

        AppendedFile(String name, FileChannel channel) throws IOException {
            this.name = name;
            this.channel = channel;
            this.size = channel.size();
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
        public void append(ByteBuffer source) throws IOException {
            var bytes = source.remaining();
            try {
                while (source.hasRemaining()) {
                    size += channel.write(source, size);
                }
            } catch (IOException failure) {
                throw isFull(failure) ? full(name, bytes) : failure;
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            channel.truncate(bytes);
            size = channel.size();
        }

        @Override
        public void sync() throws IOException {
            try {
                channel.force(false); // The size counts as data.
            } catch (IOException failure) {
                throw isFull(failure) ? full(name, 0) : failure;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
