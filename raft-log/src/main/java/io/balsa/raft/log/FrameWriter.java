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

    private static final byte[] ZEROS = new byte[SLOT_BYTES];

    private final ByteBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private final byte[] copied = new byte[PAGE_BYTES];

    FrameWriter(int segmentBytes) {
        var bytes = LogFormat.alignedUp(segmentBytes, PAGE_BYTES);
        buffer = DirectFile.pages(Math.max(2 * PAGE_BYTES, Math.min(bytes, BUFFER_BYTES_MAX)));
    }

    /// Appends a frame. Durable when it returns.
    void write(Segment segment, FrameContent content) throws IOException {
        var bytes = Math.toIntExact(content.frameBytes());
        var end = segment.end() + bytes;
        var opening = Mark.opening(segment.chain(), bytes, content);
        var target = new Target(segment.file(), segment.end());

        var chain = opening.put(buffer, target.slot(), segment.place(segment.end()));
        if (content.base() != null) {
            chain = RecordHeader.putBase(buffer, target.slot(), content.base(), chain);
        }
        for (var entry : content.entries()) {
            chain = putRecord(target, entry, chain);
        }
        var closing = opening.closing(chain);
        chain = closing.put(buffer, target.slot(), segment.place(end - SLOT_BYTES));
        target.flush();
        segment.advance(bytes, chain);
    }

    private int putRecord(Target target, Entry entry, int previous) throws IOException {
        var mask = Mask.choose(entry.payload(), target.offset() + SLOT_BYTES);
        var payload = mask == 0 ? entry.payload() : masked(entry.payload(), mask);
        var bytes = LogFormat.recordBytes(payload.remaining());
        if (!target.hasRoom(bytes)) {
            var at = target.slot();
            RecordHeader.put(buffer, at, entry, previous, mask);
            return putInPieces(target, at, payload);
        }
        var at = target.place(bytes);
        clearLastSlot(at + bytes);
        RecordHeader.put(buffer, at, entry, previous, mask);
        buffer.put(at + SLOT_BYTES, payload, payload.position(), payload.remaining());
        return sumUp(at, at + bytes);
    }

    /// What the payload leaves of the last slot is padding.
    private void clearLastSlot(int end) {
        for (var at = end - SLOT_BYTES; at < end; at += Long.BYTES) {
            buffer.putLong(at, 0);
        }
    }

    /// Sums the record up where it is, and puts the sum in front.
    private int sumUp(int start, int end) {
        var limit = buffer.limit();
        crc.reset();
        crc.update(buffer.limit(end).position(start + Integer.BYTES));
        buffer.limit(limit);
        var sum = (int) crc.getValue();
        buffer.putInt(start, sum);
        return sum;
    }

    /// Puts a payload behind its header at `at`, in several writes. The sum leaves with the first.
    private int putInPieces(Target target, int at, ByteBuffer payload) throws IOException {
        var padding = ByteBuffer.wrap(ZEROS, 0, -payload.remaining() & (SLOT_BYTES - 1));
        crc.reset();
        crc.update(buffer.slice(at + Integer.BYTES, SLOT_BYTES - Integer.BYTES));
        add(payload.duplicate());
        add(padding.duplicate());
        var sum = (int) crc.getValue();
        buffer.putInt(at, sum);

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

    /// The place on disk that the buffer goes to. What is written lies in the buffer's pages as it
    /// will in those of the disk, which saves another copy.
    private final class Target {
        private final DiskFile file;

        /// Where the page goes that the buffer begins with.
        private int origin;

        /// Where in the buffer the next write begins.
        private int start;

        Target(DiskFile file, int offset) {
            this.file = file;
            start = offset % PAGE_BYTES;
            origin = offset - start;
            buffer.clear().position(start);
        }

        int offset() {
            return origin + buffer.position();
        }

        boolean hasRoom(int bytes) {
            return bytes <= buffer.remaining();
        }

        /// The place in the buffer for the next `bytes`, which it has room for.
        int place(int bytes) {
            var at = buffer.position();
            buffer.position(at + bytes);
            return at;
        }

        /// The place in the buffer for the next slot, which is never in two writes.
        int slot() throws IOException {
            if (!buffer.hasRemaining()) {
                flush();
            }
            return place(SLOT_BYTES);
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
            var end = buffer.position();
            file.writeInPlace(origin + start, buffer.limit(end).position(start));
            origin += end;
            start = 0;
            buffer.clear();
        }
    }
}
