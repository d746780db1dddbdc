package io.balsa.raft.log.snapshot;

import static io.balsa.raft.log.snapshot.SnapshotFormat.BLOCK_BYTES;
import static io.balsa.raft.log.snapshot.SnapshotFormat.CONTENT_BYTES;
import static io.balsa.raft.log.snapshot.SnapshotFormat.SUM_BYTES;

import io.balsa.raft.log.GrowingFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes content to a file in blocks, a megabyte at a time, and makes it durable every few.
final class BlockWriter {
    /// So much may be lost of what was written; to sync more rarely would make each sync take so
    /// long that the log on the same disk waits for it.
    static final int SYNC_BYTES = 16 << 20;

    private final GrowingFile file;
    private final int headerSum;
    private final CRC32C checksum;
    private final ByteBuffer batch =
            ByteBuffer.allocateDirect(SnapshotFormat.BATCH_BLOCKS * BLOCK_BYTES);
    private int blockStart;
    private long blocks;
    private long bytes;
    private long synced;

    /// @param blocks how many whole blocks are in the file
    /// @param checksum of what is in them
    BlockWriter(GrowingFile file, int headerSum, long blocks, CRC32C checksum) {
        this.file = file;
        this.headerSum = headerSum;
        this.blocks = blocks;
        this.checksum = checksum;
        this.bytes = blocks * CONTENT_BYTES;
        this.synced = file.size();
        batch.position(SUM_BYTES);
    }

    /// How much content was written, with what is still in memory.
    long bytes() {
        return bytes;
    }

    int checksum() {
        return (int) checksum.getValue();
    }

    void write(ByteBuffer content) throws IOException {
        bytes += content.remaining();
        checksum.update(content.duplicate());
        while (content.hasRemaining()) {
            var room = blockStart + BLOCK_BYTES - batch.position();
            var count = Math.min(content.remaining(), room);
            batch.put(content.slice(content.position(), count));
            content.position(content.position() + count);
            if (count == room) {
                closeBlock();
            }
        }
    }

    private void closeBlock() throws IOException {
        var start = blockStart + SUM_BYTES;
        var content = batch.slice(start, batch.position() - start);
        batch.putInt(blockStart, SnapshotFormat.blockSum(headerSum, blocks, content));
        blocks++;
        blockStart = batch.position();
        if (batch.remaining() < BLOCK_BYTES) {
            flush();
        } else {
            batch.position(blockStart + SUM_BYTES);
        }
    }

    /// Writes the blocks that are closed.
    private void flush() throws IOException {
        file.append(batch.clear().limit(blockStart));
        blockStart = 0;
        batch.clear().position(SUM_BYTES);
        if (file.size() - synced >= SYNC_BYTES) {
            file.sync();
            synced = file.size();
        }
    }

    /// Makes all whole blocks durable. What is behind the last of them is given up.
    void keepWholeBlocks() throws IOException {
        flush();
        file.sync();
    }

    /// Writes the rest and the end, and makes all of it durable.
    SnapshotEnd finish() throws IOException {
        if (batch.position() > blockStart + SUM_BYTES) {
            closeBlock();
        }
        flush();
        var end = new SnapshotEnd(bytes, checksum());
        file.append(end.encoded(headerSum));
        file.sync();
        return end;
    }
}
