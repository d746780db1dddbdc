package io.balsa.raft.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.balsa.raft.transport.Etiquette;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// gRPC begins with the first words of HTTP/2 (RFC 9113 §3.4).
final class GrpcEtiquette implements Etiquette {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    @Override
    public Verdict judge(ByteBuf heard) {
        var length = Math.min(heard.readableBytes(), PREFACE.length());
        var said = heard.toString(heard.readerIndex(), length, US_ASCII);
        if (PREFACE.startsWith(said)) {
            return length == PREFACE.length() ? new Verdict.Welcome() : new Verdict.Unclear();
        }
        // Nothing can be said in HTTP/1.1 any more: gRPC has begun to speak HTTP/2 at once.
        if (said.startsWith("POST /raft/")) {
            return new Verdict.TurnedAway(
                    "it speaks HTTP/1.1, as a member with raft.transport = \"http\" does;"
                            + " give all members the same raft.transport",
                    Unpooled.EMPTY_BUFFER);
        }
        return new Verdict.TurnedAway(guess(heard, said), Unpooled.EMPTY_BUFFER);
    }

    private static String guess(ByteBuf heard, String said) {
        if (said.contains("HTTP/1") || said.matches("(?s)(GET|POST|PUT|HEAD|DELETE) .*")) {
            return "it speaks HTTP/1, and only members talk here; clients use the client port";
        }
        if (heard.getByte(heard.readerIndex()) == 0x16) {
            return "it speaks TLS, and this port does not; compare the TLS settings of members";
        }
        var first = ByteBufUtil.hexDump(heard, heard.readerIndex(), Math.min(16, said.length()));
        return "it does not speak HTTP/2, its first bytes are " + first;
    }
}
