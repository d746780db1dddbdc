package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.GrowingFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A snapshot that is being received into a file of its own. Its whole blocks count when the member
/// starts again, as far as they are sound.
final class StoredPartial implements SnapshotPartial {
    private final DiskSnapshots store;
    private final SnapshotId id;
    private final SnapshotMark mark;
    private final GrowingFile file;
    private final BlockWriter blocks;
    private boolean isBroken;
    private boolean isOver;

    private StoredPartial(
            DiskSnapshots store, SnapshotHeader header, GrowingFile file, BlockWriter blocks) {
        this.store = store;
        this.mark = header.mark();
        this.id = new SnapshotId(mark.last(), header.expectedBytes(), header.expectedChecksum());
        this.file = file;
        this.blocks = blocks;
    }

    /// @param file an empty one
    static StoredPartial begin(DiskSnapshots store, SnapshotHeader header, GrowingFile file)
            throws IOException {
        var encoded = header.encoded();
        file.append(encoded.duplicate());
        file.sync();
        var sum = SnapshotHeader.sumOf(encoded);
        return new StoredPartial(store, header, file, new BlockWriter(file, sum, 0, new CRC32C()));
    }

    /// Goes on with what the file `name` has of the content `id`.
    ///
    /// @throws CorruptSnapshotException when it has nothing of it
    static StoredPartial resume(DiskSnapshots store, Disk disk, String name, SnapshotId id)
            throws IOException {
        var checksum = new CRC32C();
        ByteBuffer header;
        long blocks;
        try (var found = disk.open(name)) {
            header = SnapshotHeader.read(found);
            if (!SnapshotHeader.decoded(header, name).names(id)) {
                throw new CorruptSnapshotException(name + " is of another snapshot than " + id);
            }
            blocks = soundBlocks(new BlockReader(found, header, id.bytes()), id, checksum);
        }
        var file = disk.grow(name);
        try {
            file.truncate(header.capacity() + blocks * SnapshotFormat.BLOCK_BYTES);
            var sum = SnapshotHeader.sumOf(header);
            return new StoredPartial(
                    store,
                    SnapshotHeader.decoded(header, name),
                    file,
                    new BlockWriter(file, sum, blocks, checksum));
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static long soundBlocks(BlockReader reader, SnapshotId id, CRC32C checksum)
            throws IOException {
        var content = ByteBuffer.allocate(SnapshotFormat.CONTENT_BYTES);
        var whole = id.bytes() / SnapshotFormat.CONTENT_BYTES;
        for (var block = 0L; block < whole; block++) {
            try {
                reader.read(block * SnapshotFormat.CONTENT_BYTES, content.clear());
            } catch (CorruptSnapshotException _) {
                return block; // It comes again.
            }
            checksum.update(content.flip());
        }
        return whole;
    }

    @Override
    public SnapshotId id() {
        return id;
    }

    @Override
    public long received() {
        return blocks.bytes();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        checkUsable();
        SnapshotMarks.checkFits(id, received(), bytes.remaining());
        try {
            blocks.write(bytes);
        } catch (IOException failure) {
            isBroken = true;
            dropIfFull(failure);
            throw failure;
        }
    }

    private void checkUsable() throws IOException {
        if (isBroken || isOver) {
            throw new IOException("the reception of the snapshot %s has ended".formatted(id));
        }
    }

    /// The log needs the room more.
    private void dropIfFull(IOException failure) throws IOException {
        if (failure instanceof DiskFullException) {
            drop();
        }
    }

    private void drop() throws IOException {
        isOver = true;
        file.close();
        store.drop(this);
    }

    @Override
    public void finish() throws IOException {
        checkUsable();
        SnapshotMarks.checkComplete(id, received());
        if (blocks.checksum() != id.checksum()) {
            drop();
            throw SnapshotMarks.notWhatWasNamed(id, blocks.checksum());
        }
        try {
            blocks.finish();
            file.close();
            store.publish(this, mark);
            isOver = true;
        } catch (IOException failure) {
            isBroken = true;
            dropIfFull(failure);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        if (isOver) {
            return;
        }
        isOver = true;
        try (file) {
            if (!isBroken) {
                blocks.keepWholeBlocks();
            }
        } catch (DiskFullException _) {
            drop();
        }
    }
}
