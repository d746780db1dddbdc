package io.balsa.scenarios.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of its own, in memory, that can be full.
final class SmallDisk implements AutoCloseable {
    /// Four segments of the log.
    private static final int MEBIBYTES = 320;

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

    /// Takes all the room that is left.
    void fill() throws IOException {
        if (!Files.exists(ballast())) {
            var room = Files.getFileStore(folder).getUsableSpace();
            Command.run("fallocate -l %d %s".formatted(Math.max(1, room), ballast()));
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
