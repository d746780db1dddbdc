package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.SnapshotFormat.BATCH_BLOCKS;
import static io.balsa.raft.log.snapshot.SnapshotFormat.BLOCK_BYTES;
import static io.balsa.raft.log.snapshot.SnapshotFormat.CONTENT_BYTES;
import static io.balsa.raft.log.snapshot.SnapshotFormat.SUM_BYTES;

import io.balsa.raft.log.DiskFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads content from the blocks of a file, up to a megabyte at a time, and checks each of them.
final class BlockReader {
    private final DiskFile file;
    private final int headerBytes;
    private final int headerSum;
    private final long bytes;
    private final ByteBuffer batch;
    private long firstBlock;
    private int sound;

    /// @param header the file's header
    /// @param bytes how much content there is
    BlockReader(DiskFile file, ByteBuffer header, long bytes) {
        this.file = file;
        this.headerBytes = header.capacity();
        this.headerSum = SnapshotHeader.sumOf(header);
        this.bytes = bytes;
        var size = SnapshotFormat.blocksBytes(bytes);
        batch = ByteBuffer.allocate((int) Math.min(size, (long) BATCH_BLOCKS * BLOCK_BYTES));
    }

    /// Fills `target` from `position` of the content on, until it is full or the content ends.
    ///
    /// @throws CorruptSnapshotException when a block does not read back as it was written
    void read(long position, ByteBuffer target) throws IOException {
        var place = position;
        while (target.hasRemaining() && place < bytes) {
            var block = place / CONTENT_BYTES;
            if (block < firstBlock || block >= firstBlock + sound) {
                var end = Math.min(bytes, place + target.remaining());
                load(block, (int) Math.min(BATCH_BLOCKS, (end - 1) / CONTENT_BYTES - block + 1));
                if (sound == 0) {
                    throw SnapshotFormat.damage(
                            file.name(),
                            "block %,d does not read back as it was written".formatted(block));
                }
            }
            var content = content((int) (block - firstBlock));
            var skipped = (int) (place % CONTENT_BYTES);
            var count = Math.min(target.remaining(), content.remaining() - skipped);
            target.put(content.slice(skipped, count));
            place += count;
        }
    }

    /// Brings in `count` blocks, as many of them as are sound from the first on.
    private void load(long block, int count) throws IOException {
        sound = 0;
        firstBlock = block;
        var end = SnapshotFormat.blocksBytes(Math.min(bytes, (block + count) * CONTENT_BYTES));
        batch.clear().limit((int) (end - block * BLOCK_BYTES));
        file.read(headerBytes + block * BLOCK_BYTES, batch);
        var length = batch.position();
        batch.limit(length);
        while (sound < count && isSound(sound, length)) {
            sound++;
        }
    }

    private boolean isSound(int place, int length) {
        var wanted = Math.min(bytes - (firstBlock + place) * CONTENT_BYTES, CONTENT_BYTES);
        var start = place * BLOCK_BYTES;
        return start + SUM_BYTES + wanted <= length
                && batch.getInt(start)
                        == SnapshotFormat.blockSum(headerSum, firstBlock + place, content(place));
    }

    private ByteBuffer content(int place) {
        var start = place * BLOCK_BYTES;
        var end = Math.min(batch.limit(), start + BLOCK_BYTES);
        return batch.slice(start + SUM_BYTES, end - start - SUM_BYTES);
    }
}
