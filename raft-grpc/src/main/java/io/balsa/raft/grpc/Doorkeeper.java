package io.balsa.raft.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Stands at the listening socket and lets nobody near gRPC who does not greet in HTTP/2: port
/// scanners, browsers and clients that were given the wrong port.
final class Doorkeeper extends ChannelInboundHandlerAdapter {
    private final int connectionsMax;
    private final long patienceNanos;
    private final Counters counters;
    private final Complaints complaints;
    private int connections;

    Doorkeeper(GrpcLimits limits, GrpcTiming timing, Counters counters, Complaints complaints) {
        this.connectionsMax = limits.connectionsMax();
        this.patienceNanos = timing.connectNanos();
        this.counters = counters;
        this.complaints = complaints;
    }

    /// Called with each accepted connection.
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        var connection = (Channel) accepted;
        if (connections == connectionsMax) {
            turnAway(
                    connection,
                    "connections",
                    "there are %d connections already, the most allowed; find out who opens so many"
                            .formatted(connections));
            connection.unsafe().closeForcibly();
            return;
        }
        connections++;
        connection.closeFuture().addListener(_ -> connections--);
        connection.pipeline().addLast(new Greeting());
        context.fireChannelRead(connection);
    }

    private void turnAway(Channel connection, String subject, String why) {
        counters.strangersTurnedAway.increment();
        complaints.about(
                subject,
                "closed a connection to the peer port from "
                        + connection.remoteAddress()
                        + ": "
                        + why);
    }

    /// Waits for the first words of HTTP/2 (RFC 9113 §3.4), and steps aside once they were said.
    private final class Greeting extends ByteToMessageDecoder {
        private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

        private @Nullable Future<?> patience;

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            patience =
                    context.executor()
                            .schedule(
                                    () -> end(context, "silence", "it said nothing"),
                                    patienceNanos,
                                    TimeUnit.NANOSECONDS);
            super.channelActive(context);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            var length = Math.min(in.readableBytes(), PREFACE.length());
            var said = in.toString(in.readerIndex(), length, US_ASCII);
            if (!PREFACE.startsWith(said)) {
                var guess = guess(in, said);
                in.skipBytes(in.readableBytes());
                end(context, "greeting", guess);
            } else if (length == PREFACE.length()) {
                context.pipeline().remove(this);
            }
        }

        private void end(ChannelHandlerContext context, String subject, String why) {
            turnAway(context.channel(), subject, why);
            var _ = context.close();
        }

        private static String guess(ByteBuf in, String said) {
            if (said.contains("HTTP/1") || said.matches("(?s)(GET|POST|PUT|HEAD|DELETE) .*")) {
                return "it speaks HTTP/1, and only members talk here; clients use the client port";
            }
            if (in.getByte(in.readerIndex()) == 0x16) {
                return "it speaks TLS, and this port does not; compare the TLS settings of members";
            }
            var first = ByteBufUtil.hexDump(in, in.readerIndex(), Math.min(16, said.length()));
            return "it does not speak HTTP/2, its first bytes are " + first;
        }

        @Override
        protected void handlerRemoved0(ChannelHandlerContext context) {
            if (patience != null) {
                patience.cancel(false);
            }
        }
    }
}
