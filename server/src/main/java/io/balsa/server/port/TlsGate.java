package io.balsa.server.port;

import io.balsa.tls.TlsFailures;
import io.balsa.tls.netty.NettyTls;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands first in a connection's pipeline where TLS is spoken, and makes room for it. Whoever
/// speaks in the clear is let through with the event [InTheClear], to be told so.
final class TlsGate extends OptionalSslHandler {
    /// The event that says that a client speaks in the clear.
    record InTheClear() {}

    private static final Logger LOG = LoggerFactory.getLogger(TlsGate.class);

    private final NettyTls tls;
    private final long handshakeNanosMax;

    TlsGate(NettyTls tls, long handshakeNanosMax) {
        super(tls.context());
        this.tls = tls;
        this.handshakeNanosMax = handshakeNanosMax;
    }

    @Override
    protected SslHandler newSslHandler(ChannelHandlerContext context, SslContext tlsOfTheMoment) {
        var handler = tls.handler(context.alloc(), handshakeNanosMax);
        context.pipeline().addAfter(context.name(), null, new FailedHandshakes());
        return handler;
    }

    @Override
    protected ChannelHandler newNonSslHandler(ChannelHandlerContext context) {
        context.fireUserEventTriggered(new InTheClear());
        return new ChannelInboundHandlerAdapter();
    }

    /// Keeps failures of TLS, which end a connection anyway, from those who know nothing of it.
    private static final class FailedHandshakes extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            var why = TlsFailures.explain(failure);
            if (why.isEmpty()) {
                context.fireExceptionCaught(failure);
            } else {
                var client = context.channel().remoteAddress();
                LOG.info("closed the connection of client {}: {}", client, why.get());
                var _ = context.close();
            }
        }
    }
}
