package io.balsa.raft.testkit.world;

import io.balsa.raft.log.GrowingFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [SimulatedDisk] that grows, and loses what was not synced when the power
/// fails.
final class SimulatedGrowingFile implements GrowingFile {
    private final SimulatedDisk disk;
    private final String name;
    private final StoredBytes contents;
    private final long openedInBoot;
    private boolean closed;

    SimulatedGrowingFile(SimulatedDisk disk, String name, StoredBytes contents) {
        this.disk = disk;
        this.name = name;
        this.contents = contents;
        this.openedInBoot = disk.boots();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return contents.size();
    }

    @Override
    public void append(ByteBuffer source) throws IOException {
        checkUsable();
        disk.append(name, contents, source);
    }

    @Override
    public void truncate(long bytes) throws IOException {
        checkUsable();
        disk.truncate(contents, Math.toIntExact(bytes));
    }

    @Override
    public void sync() throws IOException {
        checkUsable();
        disk.sync(contents);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void checkUsable() throws IOException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
        if (openedInBoot != disk.boots()) {
            throw new PowerFailure();
        }
    }
}
