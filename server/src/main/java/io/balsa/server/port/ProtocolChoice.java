package io.balsa.server.port;

import static java.util.Objects.requireNonNull;

import io.balsa.tls.netty.NettyTls;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.AsciiString;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides for each connection who speaks on it: gRPC's own handler, or ours for HTTP/1.1.
///
/// gRPC calls this its protocol negotiator. That is an internal interface of grpc-netty, and this
/// is the only class that uses it: docs/decisions/0006-server-stack.md says why we dare.
final class ProtocolChoice implements ProtocolNegotiator {
    private static final String DECODER = "http-decoder";
    private static final String ENCODER = "http-encoder";

    private final ProtocolNegotiator plaintext = InternalProtocolNegotiators.serverPlaintext();
    private final AtomicInteger connections = new AtomicInteger();
    private final HttpHandler handler;
    private final ClientPortLimits limits;
    private final @Nullable NettyTls tls;

    /// @param tls for all connections; null to speak in the clear
    ProtocolChoice(HttpHandler handler, ClientPortLimits limits, @Nullable NettyTls tls) {
        this.handler = handler;
        this.limits = limits;
        this.tls = tls;
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        return new Chooser(grpc);
    }

    @Override
    public AsciiString scheme() {
        return plaintext.scheme();
    }

    @Override
    public void close() {
        plaintext.close();
    }

    /// Stands first in a connection's pipeline until enough bytes have come, then puts those in who
    /// understand them, and leaves. It is handed everything that arrived meanwhile to the next one.
    private final class Chooser extends ByteToMessageDecoder {
        private final GrpcHttp2ConnectionHandler grpc;
        private @Nullable Object negotiation;
        private boolean tooMany;
        private boolean inTheClear;
        private boolean isRefused;

        Chooser(GrpcHttp2ConnectionHandler grpc) {
            this.grpc = grpc;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            tooMany = connections.incrementAndGet() > limits.connectionsMax();
            context.channel().closeFuture().addListener(_ -> connections.decrementAndGet());
            if (tls != null) {
                var gate = new TlsGate(tls, limits.patience().handshakeNanosMax());
                context.pipeline().addBefore(context.name(), null, gate);
            }
        }

        /// Keeps the event with which gRPC starts to negotiate until we know that it is meant.
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof TlsGate.InTheClear) {
                inTheClear = true;
            } else if (negotiation == null) {
                negotiation = event;
            } else {
                context.fireUserEventTriggered(event);
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (isRefused) {
                in.skipBytes(in.readableBytes());
                return;
            }
            var first = FirstBytes.of(in);
            if (inTheClear) {
                refuse(context, in, "this port speaks TLS only: use https://");
                return;
            }
            switch (first) {
                case UNDECIDED -> {}
                case HTTP2 -> speakGrpc(context, in);
                case HTTP1 -> speakHttp(context, tooMany ? tooManyConnections() : null);
                case TLS -> refuse(context, in, "this port speaks plain text, not TLS");
                case GARBAGE -> refuse(context, in, "neither HTTP/1.1 nor HTTP/2");
            }
        }

        private void speakGrpc(ChannelHandlerContext context, ByteBuf in) {
            if (tooMany) {
                in.skipBytes(in.readableBytes());
                isRefused = true;
                handler.refused(tooManyConnections());
                GrpcRefusal.send(context, tooManyWords());
                return;
            }
            context.pipeline().addAfter(context.name(), null, plaintext.newHandler(grpc));
            context.fireUserEventTriggered(
                    SecuredPipeline.told(context.pipeline(), requireNonNull(negotiation)));
            context.pipeline().remove(this);
        }

        private void speakHttp(ChannelHandlerContext context, @Nullable HttpResponse refusal) {
            var pipeline = context.pipeline();
            var decoder = new RequestDecoder(limits);
            pipeline.addAfter(context.name(), DECODER, decoder);
            pipeline.addAfter(DECODER, ENCODER, new HttpResponseEncoder());
            var connection = new Http11Connection(handler, limits, decoder, refusal);
            pipeline.addAfter(ENCODER, null, connection);
            pipeline.addLast(new HttpUnderGrpc());
            pipeline.remove(this);
        }

        private void refuse(ChannelHandlerContext context, ByteBuf in, String why) {
            in.skipBytes(in.readableBytes());
            speakHttp(context, HttpResponse.error(400, why));
        }

        private HttpResponse tooManyConnections() {
            return HttpResponse.error(503, tooManyWords());
        }

        private String tooManyWords() {
            return "too many connections, limits.connections_max is %d: ask another member"
                    .formatted(limits.connectionsMax());
        }
    }
}
