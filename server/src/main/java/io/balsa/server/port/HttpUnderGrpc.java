package io.balsa.server.port;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/// Stands last in the pipeline of an HTTP/1.1 connection, where the commands of gRPC's server come
/// in, which takes the connection for one of its own that is still shaking hands. So it would close
/// it when the time for that is up, and does not know when a request is under way.
final class HttpUnderGrpc extends ChannelOutboundHandlerAdapter {
    private boolean draining;

    /// The server shuts down: what is under way may end.
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closed) {
        draining = true;
        context.channel().closeFuture().addListener(_ -> closed.trySuccess());
        context.pipeline().fireUserEventTriggered(new Http11Connection.Drain());
    }

    /// The only thing written here is gRPC's command to end at once: because the time for shaking
    /// hands is up, which is not our case, or because the server's patience is.
    @Override
    public void write(ChannelHandlerContext context, Object command, ChannelPromise written) {
        ReferenceCountUtil.release(command);
        written.trySuccess();
        if (draining) {
            var _ = context.close();
        }
    }
}
