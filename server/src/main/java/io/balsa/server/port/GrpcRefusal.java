package io.balsa.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// Ends a connection that gRPC never gets to see, so that its client reads why: with a `GOAWAY`
/// that asks to calm down, which gRPC's clients take for `RESOURCE_EXHAUSTED`. It claims to have
/// seen all streams: those not seen, gRPC's clients would send again at once, over and over.
final class GrpcRefusal {
    /// For how long the client may read why.
    private static final long LINGER_SECONDS = 1;

    private GrpcRefusal() {}

    static void send(ChannelHandlerContext context, String why) {
        var words = why.getBytes(UTF_8);
        var out = context.alloc().buffer();
        // A server begins with its settings, which may be none (RFC 9113 §3.4).
        Http2CodecUtil.writeFrameHeader(out, 0, Http2FrameTypes.SETTINGS, new Http2Flags(), 0);
        Http2CodecUtil.writeFrameHeader(
                out,
                2 * Integer.BYTES + words.length,
                Http2FrameTypes.GO_AWAY,
                new Http2Flags(),
                0);
        out.writeInt(Integer.MAX_VALUE)
                .writeInt((int) Http2Error.ENHANCE_YOUR_CALM.code())
                .writeBytes(words);
        var _ = context.writeAndFlush(out).addListener(_ -> hangUp(context));
        Runnable close =
                () -> {
                    var _ = context.close();
                };
        var _ = context.executor().schedule(close, LINGER_SECONDS, SECONDS);
    }

    private static void hangUp(ChannelHandlerContext context) {
        SecuredPipeline.sayGoodbye(context.pipeline());
        if (context.channel() instanceof DuplexChannel channel && channel.isActive()) {
            var _ = channel.shutdownOutput();
        }
    }
}
