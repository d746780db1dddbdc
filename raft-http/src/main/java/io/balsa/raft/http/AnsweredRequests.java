package io.balsa.raft.http;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.transport.Ending;
import io.balsa.raft.transport.FrameWriter;
import io.balsa.raft.transport.Inbound;
import io.balsa.raft.transport.Line;
import io.balsa.raft.transport.Reception;
import io.balsa.raft.transport.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/// A connection that another process dials, and the requests on it, one after the other. Confined
/// to the event loop.
///
/// A request that makes sense is answered `204`, or `200` where there is something to say: who this
/// member is, or that it is alive. Everything else is answered with a sentence that says what to
/// do, and ends the connection.
final class AnsweredRequests extends SimpleChannelInboundHandler<HttpObject> implements Line {
    /// As long, somebody who was refused may take to read why.
    private static final long FAREWELL_MILLIS = 1_000;

    private final Channel channel;
    private final Inbound inbound;
    private final int bytesMax;
    private @Nullable Body body;
    private @Nullable Traffic traffic;
    private @Nullable HttpResponseStatus refusal;
    private boolean isAnswered;
    private boolean isLast;
    private boolean isClosed;

    /// @param bytesMax what a body may have
    AnsweredRequests(Channel channel, Reception reception, int bytesMax) {
        this.channel = channel;
        this.inbound = reception.receive(this, channel.remoteAddress());
        this.bytesMax = bytesMax;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (isClosed) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(
                    HttpResponseStatus.BAD_REQUEST,
                    "what is no HTTP/1.1: " + part.decoderResult().cause().getMessage());
            return;
        }
        if (part instanceof HttpRequest request) {
            onRequest(request);
        }
        if (part instanceof HttpContent content && body != null && !isClosed) {
            body.add(content.content());
            if (part instanceof LastHttpContent) {
                onBody(body.bytes());
            }
        }
    }

    private void onRequest(HttpRequest request) {
        isLast = !HttpUtil.isKeepAlive(request);
        traffic = Routes.traffic(request.uri());
        if (traffic == null) {
            refuse(
                    HttpResponseStatus.NOT_FOUND,
                    ("a request to %s: only members talk at this port, at /raft/vote, /raft/append"
                                    + " and /raft/snapshot; clients use the client port")
                            .formatted(request.uri()));
        } else if (!request.method().equals(HttpMethod.POST)) {
            refuse(
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "a request with %s: use POST".formatted(request.method()));
        } else if (!isFrame(request)) {
            refuse(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "a body that is no frame: send " + Routes.CONTENT_TYPE);
        } else {
            onLength(request);
        }
    }

    private static boolean isFrame(HttpRequest request) {
        return Routes.CONTENT_TYPE.equals(request.headers().get(HttpHeaderNames.CONTENT_TYPE));
    }

    private void onLength(HttpRequest request) {
        var length = HttpUtil.getContentLength(request, -1L);
        if (length < 0) {
            refuse(HttpResponseStatus.LENGTH_REQUIRED, "a body without its length: give it");
        } else if (length > bytesMax) {
            inbound.refuseOversize(length);
        } else {
            body = new Body((int) length);
            if (HttpUtil.is100ContinueExpected(request)) {
                channel.writeAndFlush(
                                new DefaultFullHttpResponse(HTTP_1_1, HttpResponseStatus.CONTINUE))
                        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
        }
    }

    private void onBody(byte[] bytes) {
        body = null;
        isAnswered = false;
        if (traffic != null) {
            inbound.onRequest(bytes, traffic);
        }
        if (!isAnswered && !isClosed) {
            answer(HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
        }
    }

    /// A request is answered with one frame at most: to somebody who greets and pings in the same
    /// one it is that to the ping.
    @Override
    public void write(FrameWriter frame) {
        if (isAnswered) {
            return;
        }
        var content = channel.alloc().buffer(Math.toIntExact(frame.bytes()));
        try (var out = new ByteBufOutputStream(content)) {
            frame.drainTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer(HttpResponseStatus.OK, content);
    }

    private void answer(HttpResponseStatus status, ByteBuf content) {
        isAnswered = true;
        var answer = new DefaultFullHttpResponse(HTTP_1_1, status, content);
        if (content.isReadable()) {
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, Routes.CONTENT_TYPE);
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        if (isLast) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        channel.writeAndFlush(answer)
                .addListener(
                        isLast
                                ? ChannelFutureListener.CLOSE
                                : ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public boolean isReady() {
        return channel.isWritable();
    }

    private void refuse(HttpResponseStatus status, String request) {
        refusal = status;
        inbound.refuse(Ending.MALFORMED, request);
    }

    /// A connection that is closed while there is more to read is reset, and the other side may
    /// never read what it was told: so it closes first, or patience ends.
    @Override
    public void close(Ending ending, String why) {
        isClosed = true;
        body = null;
        var content = Unpooled.copiedBuffer(why + "\n", UTF_8);
        var status = refusal == null ? status(ending) : refusal;
        var answer = new DefaultFullHttpResponse(HTTP_1_1, status, content);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (HttpResponseStatus.METHOD_NOT_ALLOWED.equals(refusal)) {
            answer.headers().set(HttpHeaderNames.ALLOW, HttpMethod.POST);
        }
        channel.writeAndFlush(answer).addListener(_ -> hangUp());
    }

    private void hangUp() {
        var _ = channel.eventLoop().schedule(this::drop, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        if (channel instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        }
    }

    private void drop() {
        var _ = channel.close();
    }

    private static HttpResponseStatus status(Ending ending) {
        return switch (ending) {
            case DONE -> HttpResponseStatus.OK;
            case SILENT -> HttpResponseStatus.REQUEST_TIMEOUT;
            case STRANGER -> HttpResponseStatus.FORBIDDEN;
            case MALFORMED -> HttpResponseStatus.BAD_REQUEST;
            case OVERSIZE -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
            case STUCK -> HttpResponseStatus.TOO_MANY_REQUESTS;
            case REPLACED -> HttpResponseStatus.CONFLICT;
            case LEAVING -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        isClosed = true;
        inbound.onEnd();
    }

    /// Reset by the other side, or silent for too long.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = channel.close();
    }
}
