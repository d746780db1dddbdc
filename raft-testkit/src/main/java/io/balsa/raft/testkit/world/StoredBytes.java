package io.balsa.raft.testkit.world;

import static io.balsa.raft.testkit.world.SimulatedDisk.SECTOR_BYTES;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The content of one file of a [SimulatedDisk]. Whoever has the file open keeps it, also when the
/// name is gone.
final class StoredBytes {
    private byte[] bytes;
    private int size;
    private int durable;

    /// So many zeros, durable.
    StoredBytes(int size) {
        bytes = new byte[size];
        this.size = size;
        durable = size;
    }

    int size() {
        return size;
    }

    /// Overwrites what is there. Durable.
    void write(int position, byte[] source, int from, int count) {
        System.arraycopy(source, from, bytes, position + from, count);
    }

    void append(byte[] source, int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
        System.arraycopy(source, 0, bytes, size, count);
        size += count;
    }

    void truncate(int newSize) {
        Arrays.fill(bytes, newSize, size, (byte) 0);
        size = newSize;
        durable = Math.min(durable, size);
    }

    void sync() {
        durable = size;
    }

    /// Loses what a power failure may take: any of the sectors that were not synced, and any length
    /// of the end.
    void losePower(RandomGenerator random) {
        if (durable == size) {
            return;
        }
        truncate(durable + random.nextInt(size - durable + 1));
        for (var from = durable; from < size; ) {
            var end = Math.min(size, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
            if (random.nextInt(4) == 0) {
                Arrays.fill(bytes, from, end, (byte) 0);
            }
            from = end;
        }
        durable = size;
    }

    void read(long position, ByteBuffer target) {
        var start = (int) Math.min(position, size);
        target.put(bytes, start, Math.min(target.remaining(), size - start));
    }

    void flipBit(long bit) {
        bytes[Math.toIntExact(bit / Byte.SIZE)] ^= (byte) (1 << (bit % Byte.SIZE));
    }
}
