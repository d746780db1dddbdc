package io.balsa.raft.transport;

import static io.balsa.raft.transport.MalformedFrame.demand;

import com.google.protobuf.ByteString;

import java.nio.ByteBuffer;

/// Cuts the payloads of a frame apart, without copying them.
final class PayloadReader {
    private final ByteBuffer payloads;
    private int taken;

    PayloadReader(ByteString payloads) {
        this.payloads = payloads.asReadOnlyByteBuffer().slice();
    }

    /// The next payload, read-only. It keeps the whole frame's bytes alive.
    ByteBuffer take(int bytes) throws MalformedFrame {
        demand(
                bytes >= 0 && bytes <= payloads.limit() - taken,
                "the sizes of payloads add up to what the frame holds");
        var payload = payloads.slice(taken, bytes);
        taken += bytes;
        return payload;
    }

    void finish() throws MalformedFrame {
        demand(taken == payloads.limit(), "a frame holds no payload that no message names");
    }
}
