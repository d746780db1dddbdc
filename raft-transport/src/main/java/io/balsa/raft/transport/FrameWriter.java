package io.balsa.raft.transport;

import io.balsa.raft.transport.v1.Wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// A frame with its payloads, which it writes straight from the buffers that the log holds into the
/// buffer that goes to the socket.
///
/// A protobuf message may be written in pieces: here first the frame without its payloads, then
/// that one field and the checksum.
public final class FrameWriter {
    private final Wire.Frame head;
    private final List<ByteBuffer> payloads;
    private final int payloadBytes;
    private final long bytes;
    private final @Nullable FrameScratch scratch;

    /// A frame that any thread may write.
    ///
    /// @param head the frame without payloads and checksum
    public FrameWriter(Wire.Frame head, List<ByteBuffer> payloads) {
        this(head, payloads, null);
    }

    /// A frame that is put together in `scratch`, and written on its thread alone.
    FrameWriter(Wire.Frame head, List<ByteBuffer> payloads, @Nullable FrameScratch scratch) {
        this.head = head;
        this.payloads = payloads;
        this.scratch = scratch;
        var sum = 0L;
        for (var payload : payloads) {
            sum += payload.remaining();
        }
        this.payloadBytes = (int) Math.min(sum, Integer.MAX_VALUE);
        this.bytes =
                head.getSerializedSize()
                        + FrameScratch.lengthBytes(payloadBytes)
                        + sum
                        + Checksum.FIELD_BYTES;
    }

    /// The size on the wire.
    public long bytes() {
        return bytes;
    }

    /// Writes the frame and returns its size. May be called more than once.
    public int drainTo(OutputStream out) throws IOException {
        var pieces = scratch == null ? FrameScratch.forOne(bytes) : scratch;
        pieces.begin(head, payloadBytes, out);
        for (var payload : payloads) {
            pieces.put(payload, out);
        }
        pieces.end(out);
        return Math.toIntExact(bytes);
    }
}
