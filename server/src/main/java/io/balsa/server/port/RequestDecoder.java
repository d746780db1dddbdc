package io.balsa.server.port;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;

import java.util.List;

/// Netty's decoder of HTTP/1.1, which also knows whether a part of a request is here whose rest is
/// not.
final class RequestDecoder extends HttpRequestDecoder {
    private boolean isWithin;

    /// Takes request lines and headers up to the limits.
    RequestDecoder(ClientPortLimits limits) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.httpHeadBytesMax())
                        .setMaxHeaderSize(limits.httpHeadBytesMax()));
    }

    /// Has a request begun to arrive that is not complete?
    boolean isWithinRequest() {
        return isWithin;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        super.decode(context, in, out);
        var isEnd = !out.isEmpty() && out.getLast() instanceof LastHttpContent;
        isWithin = !isEnd || in.isReadable();
    }
}
