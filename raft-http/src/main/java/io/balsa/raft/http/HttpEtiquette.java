package io.balsa.raft.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.balsa.raft.transport.Etiquette;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// HTTP/1.1 begins with the name of a method.
final class HttpEtiquette implements Etiquette {
    private static final String HTTP2_PREFACE = "PRI * HTTP/2.0\r\n";
    private static final byte TLS_HANDSHAKE = 0x16;

    /// To a member that dials with gRPC, in its own terms (RFC 9113 §6.5, §6.8): empty settings,
    /// then a farewell with the code HTTP_1_1_REQUIRED, and these words.
    private static final String TO_GRPC =
            "this member has raft.transport = \"http\": give all members the same raft.transport";

    private static final int FRAME_SETTINGS = 4;
    private static final int FRAME_GOAWAY = 7;
    private static final int HTTP_1_1_REQUIRED = 13;

    @Override
    public Verdict judge(ByteBuf heard) {
        if (!heard.isReadable()) {
            return new Verdict.Unclear();
        }
        var length = Math.min(heard.readableBytes(), HTTP2_PREFACE.length());
        var said = heard.toString(heard.readerIndex(), length, US_ASCII);
        if (said.equals(HTTP2_PREFACE)) {
            return new Verdict.TurnedAway(
                    "it speaks HTTP/2, which is what a member with raft.transport = \"grpc\" does;"
                            + " give all members the same raft.transport",
                    goAway());
        }
        if (HTTP2_PREFACE.startsWith(said)) {
            return new Verdict.Unclear();
        }
        if (said.charAt(0) >= 'A' && said.charAt(0) <= 'Z') {
            return new Verdict.Welcome();
        }
        return new Verdict.TurnedAway(guess(heard, length), Unpooled.EMPTY_BUFFER);
    }

    private static ByteBuf goAway() {
        var frames = Unpooled.buffer();
        frames.writeMedium(0).writeByte(FRAME_SETTINGS).writeByte(0).writeInt(0);
        frames.writeMedium(2 * Integer.BYTES + TO_GRPC.length());
        frames.writeByte(FRAME_GOAWAY).writeByte(0).writeInt(0);
        frames.writeInt(0).writeInt(HTTP_1_1_REQUIRED).writeCharSequence(TO_GRPC, US_ASCII);
        return frames;
    }

    private static String guess(ByteBuf heard, int length) {
        if (heard.getByte(heard.readerIndex()) == TLS_HANDSHAKE) {
            return "it speaks TLS, and this port does not; compare the TLS settings of members";
        }
        return "it does not speak HTTP/1.1, its first bytes are "
                + ByteBufUtil.hexDump(heard, heard.readerIndex(), length);
    }
}
