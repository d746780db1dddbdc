package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A finished snapshot on a [Disk], open for reading.
final class StoredSnapshot implements SnapshotFile {
    private final DiskFile file;
    private final SnapshotMark mark;
    private final SnapshotId id;
    private final BlockReader blocks;

    private StoredSnapshot(DiskFile file) throws IOException {
        var header = SnapshotHeader.read(file);
        var end = SnapshotEnd.read(file, header);
        this.file = file;
        this.mark = SnapshotHeader.decoded(header, file.name()).mark();
        this.id = new SnapshotId(mark.last(), end.bytes(), end.checksum());
        this.blocks = new BlockReader(file, header, end.bytes());
    }

    /// @throws CorruptSnapshotException when its header or its end is not what was written
    static StoredSnapshot open(Disk disk, String name) throws IOException {
        var file = disk.open(name);
        try {
            return new StoredSnapshot(file);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    @Override
    public SnapshotMark mark() {
        return mark;
    }

    @Override
    public SnapshotId id() {
        return id;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        blocks.read(position, target);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
