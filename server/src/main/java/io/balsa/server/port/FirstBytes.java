package io.balsa.server.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// What the first bytes of a connection say about the rest.
enum FirstBytes {
    /// Too few to tell.
    UNDECIDED,
    /// The HTTP/2 connection preface (RFC 9113 §3.4).
    HTTP2,
    /// They could be the start of an HTTP/1.1 request.
    HTTP1,
    /// A TLS handshake, on a port that speaks in the clear.
    TLS,
    /// Nothing that the port knows.
    GARBAGE;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final int TLS_HANDSHAKE = 0x16;

    /// Judges the readable bytes of `buffer`, and leaves them there.
    static FirstBytes of(ByteBuf buffer) {
        var length = Math.min(buffer.readableBytes(), PREFACE.length);
        for (var i = 0; i < length; i++) {
            if (buffer.getByte(buffer.readerIndex() + i) != PREFACE[i]) {
                return unlessHttp2(buffer.getUnsignedByte(buffer.readerIndex()));
            }
        }
        return length == PREFACE.length ? HTTP2 : UNDECIDED;
    }

    /// A request starts with its method, in practice with a letter, and servers should ignore an
    /// empty line before it (RFC 9112 §2.2).
    private static FirstBytes unlessHttp2(int first) {
        var letter = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
        if (letter || first == '\r' || first == '\n') {
            return HTTP1;
        }
        return first == TLS_HANDSHAKE ? TLS : GARBAGE;
    }
}
