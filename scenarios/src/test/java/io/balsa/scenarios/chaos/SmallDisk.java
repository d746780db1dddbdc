package io.balsa.scenarios.chaos;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of its own, in memory, that can be full.
final class SmallDisk implements AutoCloseable {
    /// The log, which a member here is told to keep short, and two snapshots, twice over.
    private static final int MEBIBYTES = 96;

    private static final byte[] ZEROS = new byte[64 << 10];

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// @param folder is empty, and shows what is on the disk
    static SmallDisk at(Path folder) throws IOException {
        var disk = new SmallDisk(folder);
        disk.mount();
        return disk;
    }

    private void mount() throws IOException {
        Command.run("mount -t tmpfs -o size=%dm balsa-chaos %s".formatted(MEBIBYTES, folder));
    }

    /// Nothing is on it any more. Nobody may use it meanwhile.
    void wipe() throws IOException {
        close();
        mount();
    }

    /// Takes all the room that is left, also after it was filled before.
    void fill() throws IOException {
        try (var ballast = Files.newOutputStream(ballast(), CREATE, APPEND)) {
            while (true) {
                ballast.write(ZEROS);
            }
        } catch (IOException full) {
            // Others may take some of the room meanwhile, or give some back.
            if (Files.getFileStore(folder).getUsableSpace() > ZEROS.length) {
                throw full;
            }
        }
    }

    /// Gives it back.
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        Command.run("umount -l " + folder);
    }
}
