package io.balsa.raft.transport;

import io.balsa.raft.transport.Etiquette.Verdict;
import io.balsa.tls.TlsFailures;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Stands at the listening socket and lets nobody in who does not greet as members do: port
/// scanners, browsers and clients that were given the wrong port. Where members speak TLS, nobody
/// without a certificate either.
final class Doorkeeper extends ChannelInboundHandlerAdapter {
    private final Etiquette etiquette;
    private final int connectionsMax;
    private final long patienceNanos;
    private final @Nullable PeerTls tls;
    private final Counters counters;
    private final Complaints complaints;
    private int connections;

    Doorkeeper(Etiquette etiquette, Sockets sockets, Counters counters, Complaints complaints) {
        this.etiquette = etiquette;
        this.connectionsMax = sockets.limits().connectionsMax();
        this.patienceNanos = sockets.timing().connectNanos();
        this.tls = sockets.tls();
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
        if (tls != null) {
            var handler = tls.listening().handler(connection.alloc(), patienceNanos);
            connection.pipeline().addLast(handler);
        }
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

    /// Waits for the first words, and steps aside once they were said.
    private final class Greeting extends ByteToMessageDecoder {
        private @Nullable Future<?> patience;
        private boolean isTurnedAway;

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            patience =
                    context.executor()
                            .schedule(
                                    () -> onImpatient(context),
                                    patienceNanos,
                                    TimeUnit.NANOSECONDS);
            super.channelActive(context);
        }

        private void onImpatient(ChannelHandlerContext context) {
            if (!isTurnedAway) {
                turnAway(context.channel(), "silence", "it said nothing");
            }
            var _ = context.close();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake
                    && !handshake.isSuccess()
                    && !isTurnedAway) {
                isTurnedAway = true;
                var why = TlsFailures.explain(handshake.cause());
                turnAway(context.channel(), "tls", why.orElse("it left while TLS was agreed on"));
            }
            context.fireUserEventTriggered(event);
        }

        /// The same failure once more, as an exception.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            if (TlsFailures.explain(failure).isEmpty()) {
                context.fireExceptionCaught(failure);
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (isTurnedAway) {
                in.skipBytes(in.readableBytes());
                return;
            }
            switch (etiquette.judge(in)) {
                case Verdict.Unclear() -> {}
                case Verdict.Welcome() -> context.pipeline().remove(this);
                case Verdict.TurnedAway(var why, var farewell) -> {
                    in.skipBytes(in.readableBytes());
                    isTurnedAway = true;
                    turnAway(context.channel(), "greeting", why);
                    sayGoodbye(context, farewell);
                }
            }
        }

        /// A connection that is closed while there is more to read is reset, and the other side may
        /// never read what it was told: so it closes first, or patience ends.
        private static void sayGoodbye(ChannelHandlerContext context, ByteBuf farewell) {
            if (farewell.isReadable() && context.channel() instanceof DuplexChannel duplex) {
                context.writeAndFlush(farewell)
                        .addListener(_ -> {
                            var _ = duplex.shutdownOutput();
                        });
            } else {
                farewell.release();
                var _ = context.close();
            }
        }

        @Override
        protected void handlerRemoved0(ChannelHandlerContext context) {
            if (patience != null) {
                patience.cancel(false);
            }
        }
    }
}
