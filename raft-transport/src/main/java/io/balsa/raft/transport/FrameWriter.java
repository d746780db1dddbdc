package io.balsa.raft.transport;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import io.balsa.raft.transport.v1.Wire;
import io.balsa.raft.transport.v1.Wire.Frame;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// A frame with its payloads, which it writes straight from the buffers that the log holds into the
/// buffer that goes to the socket.
///
/// A protobuf message may be written in pieces: here first the frame without its payloads, then
/// that one field and the checksum.
public final class FrameWriter {
    /// Small payloads are gathered in a piece of this size, which stays in the processor's cache.
    private static final int PIECE_BYTES = 8 << 10;

    private static final int PAYLOADS = Frame.PAYLOADS_FIELD_NUMBER;

    private final Wire.Frame head;
    private final List<ByteBuffer> payloads;
    private final int payloadBytes;
    private final long bytes;

    /// @param head the frame without payloads and checksum
    public FrameWriter(Wire.Frame head, List<ByteBuffer> payloads) {
        this.head = head;
        this.payloads = payloads;
        var sum = 0L;
        for (var payload : payloads) {
            sum += payload.remaining();
        }
        this.payloadBytes = (int) Math.min(sum, Integer.MAX_VALUE);
        this.bytes =
                head.getSerializedSize() + lengthBytes(payloadBytes) + sum + Checksum.FIELD_BYTES;
    }

    private static int lengthBytes(int payloadBytes) {
        return payloadBytes == 0
                ? 0
                : CodedOutputStream.computeTagSize(PAYLOADS)
                        + CodedOutputStream.computeUInt32SizeNoTag(payloadBytes);
    }

    /// The size on the wire.
    public long bytes() {
        return bytes;
    }

    /// Writes the frame and returns its size. May be called more than once.
    public int drainTo(OutputStream out) throws IOException {
        var piece = new byte[(int) Math.min(PIECE_BYTES, bytes)];
        var checked = new CheckedOutputStream(out, new CRC32C());
        var headBytes = (int) Math.min(PIECE_BYTES, bytes - payloadBytes);
        var coded = CodedOutputStream.newInstance(checked, headBytes);
        head.writeTo(coded);
        if (payloadBytes > 0) {
            coded.writeTag(PAYLOADS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            coded.writeUInt32NoTag(payloadBytes);
        }
        coded.flush();
        drainPayloads(checked, piece);
        out.write(Checksum.field((int) checked.getChecksum().getValue()));
        return Math.toIntExact(bytes);
    }

    private void drainPayloads(OutputStream out, byte[] piece) throws IOException {
        var filled = 0;
        for (var payload : payloads) {
            var from = payload.position();
            while (from < payload.limit()) {
                if (filled == piece.length) {
                    out.write(piece, 0, filled);
                    filled = 0;
                }
                var length = Math.min(piece.length - filled, payload.limit() - from);
                payload.get(from, piece, filled, length);
                filled += length;
                from += length;
            }
        }
        out.write(piece, 0, filled);
    }
}
