package io.balsa.server.port;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;

/// Answers, as Netty writes them.
final class Encoding {
    private Encoding() {}

    /// The length is that of the body even where the body itself is left out (RFC 9110 §9.3.2).
    static FullHttpResponse of(HttpResponse response, boolean headOnly) {
        var body = response.body().duplicate();
        var encoded =
                new DefaultFullHttpResponse(
                        HTTP_1_1,
                        HttpResponseStatus.valueOf(response.status()),
                        headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers().forEach(encoded.headers()::set);
        HttpUtil.setContentLength(encoded, body.remaining());
        return encoded;
    }
}
