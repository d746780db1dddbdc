package io.balsa.server.port;

import static java.lang.Math.max;
import static java.lang.Math.min;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A request whose head is here and whose body may still be on its way.
final class ArrivingRequest {
    private static final int FIRST_BODY_BYTES = 256;

    private final io.netty.handler.codec.http.HttpRequest head;
    private final HttpMethod method;
    private final HttpTarget target;
    private final ClientPortLimits limits;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    /// Reads the head.
    ///
    /// @throws HttpRefusal if it breaks HTTP's rules, or a limit
    ArrivingRequest(io.netty.handler.codec.http.HttpRequest head, ClientPortLimits limits)
            throws HttpRefusal {
        this.limits = limits;
        checkReadable(head);
        if (head.protocolVersion().majorVersion() != 1) {
            throw new HttpRefusal(505, "only HTTP/1.1, and HTTP/2 for gRPC, are spoken here");
        }
        this.head = head;
        this.method = HttpMethod.named(head.method().name()).orElseThrow(() -> unknown(head));
        try {
            this.target = HttpTarget.parse(head.uri());
        } catch (IllegalArgumentException wrong) {
            throw new HttpRefusal(400, String.valueOf(wrong.getMessage()));
        }
        if (head.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && head.headers().getAll(HttpHeaderNames.HOST).size() != 1) {
            throw new HttpRefusal(400, "an HTTP/1.1 request has one Host header");
        }
        checkBodyBytes(HttpUtil.getContentLength(head, 0L));
    }

    boolean isHead() {
        return head.method().equals(io.netty.handler.codec.http.HttpMethod.HEAD);
    }

    HttpVersion version() {
        return head.protocolVersion();
    }

    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    /// Whether the client sends the body only once it has heard that it may (RFC 9110 §10.1.1).
    boolean waitsToContinue() {
        return HttpUtil.is100ContinueExpected(head);
    }

    /// Takes in the next part of the body.
    void add(ByteBuf part) throws HttpRefusal {
        if (part.isReadable()) {
            checkBodyBytes((long) body.readableBytes() + part.readableBytes());
            if (body.maxCapacity() == 0) {
                var roughly = max(FIRST_BODY_BYTES, part.readableBytes());
                var most = limits.httpBodyBytesMax();
                body = Unpooled.buffer(min(roughly, most), most);
            }
            body.writeBytes(part);
        }
    }

    /// The request, once the last part is in.
    ///
    /// @param hasCertificate has the client shown a certificate that is trusted?
    HttpRequest whole(boolean hasCertificate) {
        return new HttpRequest(
                method, target, headers(), Map.of(), body.nioBuffer(), hasCertificate);
    }

    @Override
    public String toString() {
        return method + " " + target.path();
    }

    private Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        for (var header : head.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            headers.merge(name, header.getValue(), (first, next) -> first + ", " + next);
        }
        return headers;
    }

    private void checkBodyBytes(long bytes) throws HttpRefusal {
        if (bytes > limits.httpBodyBytesMax()) {
            throw new HttpRefusal(
                    413,
                    ("the body has more than %d bytes, the most: send less, or raise"
                                    + " limits.request_bytes_max, from which that follows")
                            .formatted(limits.httpBodyBytesMax()));
        }
    }

    private void checkReadable(io.netty.handler.codec.http.HttpRequest head) throws HttpRefusal {
        var failure = head.decoderResult().cause();
        if (failure instanceof TooLongHttpLineException) {
            throw new HttpRefusal(414, "the request line" + tooLong());
        } else if (failure instanceof TooLongHttpHeaderException) {
            throw new HttpRefusal(431, "the headers" + tooLong());
        } else if (failure != null) {
            throw new HttpRefusal(400, "not an HTTP/1.1 request");
        }
    }

    private String tooLong() {
        return " may have %d bytes (limits.http_head_bytes_max): send less"
                .formatted(limits.httpHeadBytesMax());
    }

    private static HttpRefusal unknown(io.netty.handler.codec.http.HttpRequest head) {
        return new HttpRefusal(501, "unknown method " + head.method().name());
    }
}
