package io.balsa.raft.log.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;

/// The content of a snapshot from front to back, checked as a whole at its end.
final class SnapshotStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 20;

    private final SnapshotFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CRC32C checksum = new CRC32C();
    private long position;

    SnapshotStream(SnapshotFile file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(buffer.get()) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    /// Is there more? The last of it is only given out when the whole is right.
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        var id = file.id();
        var count = (int) Math.min(buffer.capacity(), id.bytes() - position);
        buffer.clear().limit(count);
        if (count == 0) {
            return false;
        }
        file.read(position, buffer);
        if (buffer.hasRemaining()) {
            throw new CorruptSnapshotException("the snapshot %s is cut off".formatted(id));
        }
        checksum.update(buffer.flip());
        buffer.rewind();
        position += count;
        if (position == id.bytes() && (int) checksum.getValue() != id.checksum()) {
            buffer.limit(0);
            throw new CorruptSnapshotException(
                    "the snapshot %s does not have the checksum it was finished with"
                            .formatted(id));
        }
        return true;
    }
}
