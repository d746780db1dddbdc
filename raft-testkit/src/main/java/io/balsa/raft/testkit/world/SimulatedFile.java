package io.balsa.raft.testkit.world;

import io.balsa.raft.log.DiskFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [SimulatedDisk]. A handle from before a power failure is of no use after it.
final class SimulatedFile implements DiskFile {
    private final SimulatedDisk disk;
    private final String name;
    private final StoredBytes contents;
    private final long openedInBoot;
    private boolean closed;

    SimulatedFile(SimulatedDisk disk, String name, StoredBytes contents) {
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
    public long size() throws IOException {
        checkUsable();
        return contents.size();
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        checkUsable();
        if (position < 0 || position + source.remaining() > contents.size()) {
            throw new IllegalArgumentException(
                    "a write of %d bytes at %d does not fit into the %d bytes of %s"
                            .formatted(source.remaining(), position, contents.size(), name));
        }
        disk.write(contents, (int) position, source);
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        checkUsable();
        disk.read(contents, position, target);
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
