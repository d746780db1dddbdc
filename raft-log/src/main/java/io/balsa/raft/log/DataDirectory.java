package io.balsa.raft.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder of one member: locked while it is open, and marked with the member and the cluster it
/// belongs to. One that belongs to another member, another cluster or another version of the format
/// is refused, and so is one that holds files and says nothing of whose they are.
///
///     LOCK      locked by the process that uses the folder, whose id is in it
///     FORMAT    version of the format, cluster and member, as text
///     …         one folder for each Disk
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "LOCK";
    private static final String FORMAT = "FORMAT";
    private static final String UNFINISHED_FORMAT = "FORMAT.new";

    private final Path folder;
    private final FileChannel lockFile;
    private final Set<String> disks = ConcurrentHashMap.newKeySet();

    private DataDirectory(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Opens the folder of a member. One that is empty or not there becomes the member's.
    ///
    /// @param clusterId what all members of the cluster agree on
    /// @throws IOException when it is in use, or not this member's: the message says what was
    ///   found, what was expected and what to do
    public static DataDirectory open(Path folder, long clusterId, MemberId member)
            throws IOException {
        var path = folder.toAbsolutePath().normalize();
        FileDisk.createFolder(path);
        refuseUnknownFiles(path);
        var lockFile = lock(path);
        try {
            var expected = new Identity(Identity.VERSION, clusterId, member.value());
            if (Files.exists(path.resolve(FORMAT))) {
                checkIdentity(path, expected);
            } else {
                refuseUnknownFiles(path);
                write(path, expected);
            }
            return new DataDirectory(path, lockFile);
        } catch (IOException | RuntimeException failure) {
            lockFile.close();
            throw failure;
        }
    }

    /// The cluster that a folder belongs to, if it belongs to one. Locks nothing and changes
    /// nothing.
    ///
    /// @throws IOException when the folder says whose it is, and that cannot be read
    public static OptionalLong clusterOf(Path folder) throws IOException {
        var file = folder.resolve(FORMAT);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        var found = Identity.parse(file, Files.readAllBytes(file));
        return found.version == Identity.VERSION
                ? OptionalLong.of(found.clusterId)
                : OptionalLong.empty();
    }

    private static void refuseUnknownFiles(Path path) throws IOException {
        if (Files.exists(path.resolve(FORMAT))) {
            return;
        }
        try (var files = Files.list(path)) {
            var unknown =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !List.of(LOCK, UNFINISHED_FORMAT).contains(name))
                            .sorted()
                            .findFirst();
            if (unknown.isPresent()) {
                throw new IOException(
                        ("%s holds files (%s, for one) but no file %s that says whose they are:"
                                        + " choose an empty folder, or put the right one back")
                                .formatted(path, unknown.get(), FORMAT));
            }
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var file = FileChannel.open(path.resolve(LOCK), CREATE, READ, WRITE);
        try {
            if (tryLock(file) == null) {
                throw new IOException(
                        "%s is in use by %s: stop it first, or choose another folder"
                                .formatted(path, holder(file)));
            }
            file.truncate(0);
            file.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
            return file;
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // By this process.
        }
    }

    private static String holder(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(32);
        file.read(bytes, 0);
        var text = UTF_8.decode(bytes.flip()).toString().strip();
        return text.isEmpty() ? "another process" : "process " + text;
    }

    private static void checkIdentity(Path path, Identity expected) throws IOException {
        var file = path.resolve(FORMAT);
        var found = Identity.parse(file, Files.readAllBytes(file));
        if (found.version != expected.version) {
            throw new IOException(
                    ("%s has data of format version %d, and this program reads version %d:"
                                    + " use the version of Balsa that wrote it")
                            .formatted(path, found.version, expected.version));
        }
        if (found.clusterId != expected.clusterId) {
            throw new IOException(
                    ("%s belongs to cluster %016x, not to %016x: the name of the cluster or its"
                                    + " first members differ from those it was created with;"
                                    + " mend the configuration or choose another folder")
                            .formatted(path, found.clusterId, expected.clusterId));
        }
        if (found.member != expected.member) {
            throw new IOException(
                    ("%s belongs to member %d, not to member %d: mend the configuration or choose"
                                    + " another folder; two members must never share one")
                            .formatted(path, found.member, expected.member));
        }
    }

    /// First under another name: after a crash the file is there whole or not at all.
    private static void write(Path path, Identity identity) throws IOException {
        var unfinished = path.resolve(UNFINISHED_FORMAT);
        try (var file = FileChannel.open(unfinished, CREATE, TRUNCATE_EXISTING, WRITE, DSYNC)) {
            var bytes = UTF_8.encode(identity.text());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(unfinished, path.resolve(FORMAT), ATOMIC_MOVE);
        FileDisk.sync(path);
    }

    /// A disk on a folder of its own in here, created when it is not there. There is one of each
    /// name, for two would take what the other has under way for what a crash left.
    ///
    /// @throws IllegalStateException when it was opened before
    public FileDisk disk(String name) throws IOException {
        if (!disks.add(name)) {
            throw new IllegalStateException(
                    "the disk \"%s\" in %s is open already: close the folder, then open it anew"
                            .formatted(name, folder));
        }
        return FileDisk.open(folder.resolve(name));
    }

    /// Where it is, as an absolute path.
    public Path path() {
        return folder;
    }

    /// Lets another process have it. The lock's file stays: whoever comes next may be waiting on
    /// it.
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    /// What the file FORMAT says.
    private record Identity(int version, long clusterId, long member) {
        private static final int VERSION = 1;
        private static final String TITLE = "Balsa data directory. Do not edit.";

        String text() {
            return "%s%nversion = %d%ncluster = %016x%nmember = %d%n"
                    .formatted(TITLE, version, clusterId, member);
        }

        /// @throws CorruptLogException when it is not as it was written
        static Identity parse(Path file, byte[] bytes) throws IOException {
            var lines = new String(bytes, UTF_8).lines().toList();
            try {
                var version = Integer.parseInt(value(lines, 1, "version"));
                if (version != VERSION) {
                    return new Identity(version, 0, 0);
                }
                var cluster = Long.parseUnsignedLong(value(lines, 2, "cluster"), 16);
                var identity =
                        new Identity(version, cluster, Long.parseLong(value(lines, 3, "member")));
                if (lines.size() == 4) {
                    return identity;
                }
            } catch (IllegalArgumentException _) {
                // As below.
            }
            throw new CorruptLogException(
                    ("%s cannot be read. It says which cluster and member this folder belongs to:"
                                    + " put back what was in it")
                            .formatted(file));
        }

        private static String value(List<String> lines, int number, String key) {
            if (lines.size() <= number || !lines.getFirst().equals(TITLE)) {
                throw new IllegalArgumentException();
            }
            var parts = lines.get(number).split(" = ", -1);
            if (parts.length != 2 || !parts[0].equals(key)) {
                throw new IllegalArgumentException();
            }
            return parts[1];
        }
    }
}
