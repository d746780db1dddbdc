package io.balsa.raft.http;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.balsa.raft.transport.Ending;
import io.balsa.raft.transport.FrameWriter;
import io.balsa.raft.transport.Protocol.Answers;
import io.balsa.raft.transport.Protocol.Dialled;
import io.balsa.raft.transport.Sockets;
import io.balsa.raft.transport.Traffic;
import io.balsa.tls.TlsFailures;
import io.balsa.tls.netty.NettyTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// A connection that this process dials. Some requests may be under way on it at a time, so that a
/// frame waits for room and not for the answer to the one before; HTTP answers them in their order
/// (RFC 9112 §9.3.2). Confined to the event loop.
final class PostedRequests extends SimpleChannelInboundHandler<FullHttpResponse>
        implements Dialled {
    /// With frames of the usual size, what gRPC's window takes.
    private static final int REQUESTS_MAX = 16;

    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final int REASON_CHARACTERS_MAX = 500;

    private final InetSocketAddress address;
    private final String host;
    private final String path;
    private final Sockets sockets;
    private final Deque<FrameWriter> early = new ArrayDeque<>();
    private @Nullable Answers answers;
    private @Nullable Channel channel;
    private int unanswered;
    private boolean isConnected;
    private boolean isClosed;

    PostedRequests(InetSocketAddress address, Traffic traffic, Sockets sockets) {
        this.address = address;
        this.host = address.getHostString() + ":" + address.getPort();
        this.path = Routes.path(traffic);
        this.sockets = sockets;
    }

    @Override
    public void open(Answers answers) {
        this.answers = answers;
        var connectMillis = TimeUnit.NANOSECONDS.toMillis(sockets.timing().connectNanos());
        var connecting =
                new Bootstrap()
                        .group(sockets.loops().group())
                        .channel(sockets.loops().socket())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectMillis)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(new Pipeline())
                        .connect(address);
        channel = connecting.channel();
        connecting.addListener((ChannelFuture connected) -> onConnected(connected));
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel dialled) {
            if (sockets.tls() != null) {
                dialled.pipeline().addLast(secured(sockets.tls().dialling(), dialled));
            }
            dialled.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(ANSWER_BYTES_MAX))
                    .addLast(PostedRequests.this);
        }
    }

    /// The certificate must be for the host that was dialled.
    private SslHandler secured(NettyTls tls, Channel dialled) {
        var handler =
                tls.context()
                        .newHandler(dialled.alloc(), address.getHostString(), address.getPort());
        var demands = handler.engine().getSSLParameters();
        demands.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(demands);
        handler.setHandshakeTimeout(sockets.timing().connectNanos(), TimeUnit.NANOSECONDS);
        return handler;
    }

    private void onConnected(ChannelFuture connected) {
        if (!connected.isSuccess()) {
            end(reason(connected.cause()));
            return;
        }
        isConnected = true;
        early.forEach(this::post);
        early.clear();
    }

    @Override
    public boolean isReady() {
        return isConnected && unanswered < REQUESTS_MAX && requireNonNull(channel).isWritable();
    }

    @Override
    public void write(FrameWriter frame) {
        if (isConnected) {
            post(frame);
        } else {
            early.add(frame);
        }
    }

    private void post(FrameWriter frame) {
        unanswered++;
        var to = requireNonNull(channel);
        to.writeAndFlush(request(content(frame, to)))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private static ByteBuf content(FrameWriter frame, Channel channel) {
        var content = channel.alloc().buffer(Math.toIntExact(frame.bytes()));
        try (var out = new ByteBufOutputStream(content)) {
            frame.drainTo(out);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FullHttpRequest request(ByteBuf content) {
        var request = new DefaultFullHttpRequest(HTTP_1_1, HttpMethod.POST, path, content);
        request.headers()
                .set(HttpHeaderNames.HOST, host)
                .set(HttpHeaderNames.CONTENT_TYPE, Routes.CONTENT_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        return request;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
        if (isClosed) {
            return;
        }
        var wasReady = isReady();
        unanswered--;
        if (answer.decoderResult().isFailure()) {
            end(
                    "it does not answer in HTTP/1.1; if it has raft.transport = \"grpc\","
                            + " give all members the same raft.transport");
        } else if (answer.status().equals(HttpResponseStatus.OK)) {
            requireNonNull(answers).onFrame(ByteBufUtil.getBytes(answer.content()));
        } else if (!answer.status().equals(HttpResponseStatus.NO_CONTENT)) {
            end(refusal(answer));
        }
        if (!isClosed && !wasReady) {
            requireNonNull(answers).onReady();
        }
    }

    /// What a member answers says what to do. Others may say anything, at any length.
    private static String refusal(FullHttpResponse answer) {
        var words = answer.content().toString(UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        var some = words.substring(0, Math.min(REASON_CHARACTERS_MAX, words.length()));
        return "it answered %s: %s".formatted(answer.status(), some);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!isClosed && isReady()) {
            requireNonNull(answers).onReady();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            end(reason(handshake.cause()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("it closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(reason(cause));
    }

    private void end(String reason) {
        if (!isClosed) {
            close(Ending.DONE, reason);
            requireNonNull(answers).onClosed(reason);
        }
    }

    @Override
    public void close(Ending ending, String why) {
        isClosed = true;
        isConnected = false;
        early.clear();
        if (channel != null) {
            var _ = channel.close();
        }
    }

    private static String reason(Throwable cause) {
        return TlsFailures.explain(cause)
                .orElse(requireNonNullElse(cause.getMessage(), cause.toString()));
    }
}
