package io.balsa.raft.http;

import io.balsa.raft.transport.Protocol;
import io.balsa.raft.transport.Reception;
import io.balsa.raft.transport.Sockets;
import io.balsa.raft.transport.Traffic;
import io.balsa.tls.netty.NettyTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Frames over HTTP/1.1 (RFC 9112): a connection per line, and a request per frame.
final class HttpProtocol implements Protocol {
    private static final int IDLE_SECONDS = 30;
    private static final long GOODBYE_MILLIS_MAX = 200;
    private static final long CLOSE_MILLIS_MAX = 1_000;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<String> applicationProtocols() {
        return List.of(NettyTls.HTTP_1_1);
    }

    /// There may be something between two members that shares connections among requests.
    @Override
    public boolean greetsWithEachFrame() {
        return true;
    }

    @Override
    public Listening listen(InetSocketAddress address, Sockets sockets, Reception reception)
            throws IOException {
        var open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        var bytesMax = sockets.limits().frameBytesMax();
        var bound =
                new ServerBootstrap()
                        .group(sockets.loops().group())
                        .channelFactory(() -> sockets.loops().serverSocket().get())
                        .handler(reception.doorkeeper(new HttpEtiquette()))
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        open.add(accepted);
                                        accepted.pipeline()
                                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                                .addLast(new HttpServerCodec())
                                                .addLast(
                                                        new AnsweredRequests(
                                                                accepted, reception, bytesMax));
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return new Listener(bound.channel(), open);
    }

    @Override
    public Dialled dial(InetSocketAddress address, Traffic traffic, Sockets sockets) {
        return new PostedRequests(address, traffic, sockets);
    }

    private record Listener(Channel socket, ChannelGroup open) implements Listening {
        @Override
        public int port() {
            return ((InetSocketAddress) socket.localAddress()).getPort();
        }

        @Override
        public void close() {
            socket.close().awaitUninterruptibly(CLOSE_MILLIS_MAX);
            open.newCloseFuture().awaitUninterruptibly(GOODBYE_MILLIS_MAX, TimeUnit.MILLISECONDS);
            open.close().awaitUninterruptibly(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS);
        }
    }
}
