package io.balsa.raft.http;

import io.netty.buffer.ByteBuf;

import java.util.Arrays;

/// The body of a request, as it arrives. What somebody only claims to send takes no memory.
final class Body {
    private static final int PIECE_BYTES = 256 << 10;

    private final int length;
    private byte[] bytes;
    private int filled;

    Body(int length) {
        this.length = length;
        this.bytes = new byte[Math.min(length, PIECE_BYTES)];
    }

    void add(ByteBuf part) {
        var more = part.readableBytes();
        if (filled + more > bytes.length) {
            var room = Math.max(filled + more, Math.min(length, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, room);
        }
        part.readBytes(bytes, filled, more);
        filled += more;
    }

    /// All of it.
    byte[] bytes() {
        return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
    }
}
