package io.balsa.raft.log;

import static io.balsa.raft.log.LogFormat.SLOT_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes frames: a batch of entries between two marks. A frame that fits into the buffer is one
/// write; a larger one is several, each durable before the next.
final class FrameWriter {
    /// Room for the largest usual batch, 1 MiB of payload, with all that goes around it.
    private static final int BUFFER_BYTES_MAX = 2 << 20;

    /// Where a frame takes several writes, they meet at a border of this, so no sector is in two.
    private static final int PAGE_BYTES = 4096;

    private static final ByteBuffer PADDING = ByteBuffer.allocate(SLOT_BYTES).asReadOnlyBuffer();

    private final ByteBuffer buffer;
    private final ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    private final CRC32C crc = new CRC32C();
    private final byte[] copied = new byte[PAGE_BYTES];

    FrameWriter(int segmentBytes) {
        var bytes = LogFormat.alignedUp(segmentBytes, PAGE_BYTES);
        buffer =
                ByteBuffer.allocateDirect(
                        Math.max(2 * PAGE_BYTES, Math.min(bytes, BUFFER_BYTES_MAX)));
    }

    /// Appends a frame. Durable when it returns.
    void write(Segment segment, FrameContent content) throws IOException {
        var bytes = Math.toIntExact(content.frameBytes());
        var end = segment.end() + bytes;
        var opening = Mark.opening(segment.chain(), bytes, content);
        var target = new Target(segment.file(), segment.end());

        var chain = opening.put(slot, segment.place(segment.end()));
        target.put(slot);
        if (content.base() != null) {
            chain = RecordHeader.putBase(slot, content.base(), chain);
            target.put(slot);
        }
        for (var entry : content.entries()) {
            chain = putRecord(target, entry, chain);
        }
        chain = opening.closing(chain).put(slot, segment.place(end - SLOT_BYTES));
        target.put(slot);
        target.flush();
        segment.advance(bytes, chain);
    }

    private int putRecord(Target target, Entry entry, int previous) throws IOException {
        var mask = Mask.choose(entry.payload(), target.offset() + SLOT_BYTES);
        var payload = mask == 0 ? entry.payload() : masked(entry.payload(), mask);
        RecordHeader.put(slot, entry, previous, mask);
        return target.hasRoom(LogFormat.recordBytes(payload.remaining()))
                ? putWhole(payload)
                : putInPieces(target, payload);
    }

    /// Copies the record once, and sums it up where it then is.
    private int putWhole(ByteBuffer payload) {
        var start = buffer.position();
        buffer.put(slot);
        buffer.put(start + SLOT_BYTES, payload, payload.position(), payload.remaining());
        var end = start + LogFormat.recordBytes(payload.remaining());
        for (var at = start + SLOT_BYTES + payload.remaining(); at < end; at++) {
            buffer.put(at, (byte) 0);
        }

        var limit = buffer.limit();
        crc.reset();
        crc.update(buffer.limit(end).position(start + Integer.BYTES));
        buffer.limit(limit);
        var sum = (int) crc.getValue();
        buffer.putInt(start, sum);
        return sum;
    }

    private int putInPieces(Target target, ByteBuffer payload) throws IOException {
        var padding = PADDING.slice(0, -payload.remaining() & (SLOT_BYTES - 1));
        crc.reset();
        crc.update(slot.array(), Integer.BYTES, SLOT_BYTES - Integer.BYTES);
        add(payload.duplicate());
        add(padding.duplicate());
        var sum = (int) crc.getValue();
        slot.putInt(0, sum);

        target.put(slot);
        target.put(payload.duplicate());
        target.put(padding);
        return sum;
    }

    private static ByteBuffer masked(ByteBuffer payload, int mask) {
        var copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
        Mask.toggle(copy, mask);
        return copy;
    }

    /// The JDK allocates to sum up a buffer that is neither direct nor shows its array.
    private void add(ByteBuffer bytes) {
        if (bytes.isDirect() || bytes.hasArray()) {
            crc.update(bytes);
            return;
        }
        while (bytes.hasRemaining()) {
            var count = Math.min(bytes.remaining(), copied.length);
            bytes.get(copied, 0, count);
            crc.update(copied, 0, count);
        }
    }

    /// The place on disk that the buffer goes to.
    private final class Target {
        private final DiskFile file;
        private int start;

        Target(DiskFile file, int start) {
            this.file = file;
            this.start = start;
            buffer.clear().limit(buffer.capacity() - start % PAGE_BYTES);
        }

        int offset() {
            return start + buffer.position();
        }

        boolean hasRoom(int bytes) {
            return bytes <= buffer.remaining();
        }

        void put(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                var count = Math.min(bytes.remaining(), buffer.remaining());
                buffer.put(bytes.slice(bytes.position(), count));
                bytes.position(bytes.position() + count);
            }
        }

        void flush() throws IOException {
            buffer.flip();
            var count = buffer.remaining();
            file.write(start, buffer);
            start += count;
            buffer.clear();
        }
    }
}
