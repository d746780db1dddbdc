package io.balsa.raft.transport;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import io.balsa.raft.transport.v1.Wire.Frame;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// The memory in which frames are put together, one after the other, before they go out: kept, so
/// that a frame takes none of its own. Whatever became of the frame before, the next one can begin.
/// Confined to one thread.
final class FrameScratch {
    /// As much as most frames take, which then go out in one piece; larger ones in several.
    private static final int USUAL_BYTES = 256 << 10;

    /// Takes in a tag with a length, and a checksum.
    private static final int BYTES_MIN = 16;

    private static final int PAYLOADS = Frame.PAYLOADS_FIELD_NUMBER;

    private final byte[] bytes;
    private final ByteBuffer view;
    private final CRC32C checksum = new CRC32C();
    private int filled;

    FrameScratch(int bytes) {
        this.bytes = new byte[Math.max(BYTES_MIN, bytes)];
        this.view = ByteBuffer.wrap(this.bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// For the frames of an event loop.
    static FrameScratch usual() {
        return new FrameScratch(USUAL_BYTES);
    }

    /// For one frame of so many bytes.
    static FrameScratch forOne(long bytes) {
        return new FrameScratch((int) Math.min(USUAL_BYTES, bytes));
    }

    /// What the field of the payloads takes before these begin.
    static int lengthBytes(int payloadBytes) {
        return payloadBytes == 0
                ? 0
                : CodedOutputStream.computeTagSize(PAYLOADS)
                        + CodedOutputStream.computeUInt32SizeNoTag(payloadBytes);
    }

    /// Begins a frame: all of it up to its payloads.
    void begin(Frame head, int payloadBytes, OutputStream out) throws IOException {
        checksum.reset();
        var headBytes = head.getSerializedSize() + lengthBytes(payloadBytes);
        var fits = headBytes <= bytes.length;
        var coded =
                fits
                        ? CodedOutputStream.newInstance(bytes, 0, headBytes)
                        : CodedOutputStream.newInstance(new CheckedOutputStream(out, checksum));
        head.writeTo(coded);
        if (payloadBytes > 0) {
            coded.writeTag(PAYLOADS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            coded.writeUInt32NoTag(payloadBytes);
        }
        coded.flush();
        filled = fits ? headBytes : 0;
    }

    void put(ByteBuffer payload, OutputStream out) throws IOException {
        var from = payload.position();
        while (from < payload.limit()) {
            if (filled == bytes.length) {
                drain(out);
            }
            var length = Math.min(bytes.length - filled, payload.limit() - from);
            payload.get(from, bytes, filled, length);
            filled += length;
            from += length;
        }
    }

    private void drain(OutputStream out) throws IOException {
        checksum.update(bytes, 0, filled);
        out.write(bytes, 0, filled);
        filled = 0;
    }

    /// Ends the frame with its checksum.
    void end(OutputStream out) throws IOException {
        if (filled + Checksum.FIELD_BYTES > bytes.length) {
            drain(out);
        }
        checksum.update(bytes, 0, filled);
        Checksum.put((int) checksum.getValue(), view, filled);
        out.write(bytes, 0, filled + Checksum.FIELD_BYTES);
    }
}
