package io.balsa.cli.member;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.client.Endpoint;
import io.balsa.client.Security;
import io.balsa.tls.netty.NettyTls;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Opens gRPC connections to members. They share a few event loops, on which every answer is
/// handled at once: whoever listens must not block. Closing it closes them all.
public final class Connector implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 64 << 20;
    private static final long CLOSE_NANOS_MAX = SECONDS.toNanos(1);

    private final EventLoopGroup loops;
    private final Class<? extends Channel> socket;
    private final @Nullable NettyTls tls;
    private final List<ManagedChannel> connections = new ArrayList<>();

    private Connector(
            EventLoopGroup loops, Class<? extends Channel> socket, @Nullable NettyTls tls) {
        this.loops = loops;
        this.socket = socket;
        this.tls = tls;
    }

    /// A connector without connections.
    ///
    /// @param threads event loops
    public static Connector start(int threads, Security security) {
        var factory = new DefaultThreadFactory("connection", true);
        var isNative = Epoll.isAvailable();
        var handler = isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new Connector(
                new MultiThreadIoEventLoopGroup(threads, factory, handler),
                isNative ? EpollSocketChannel.class : NioSocketChannel.class,
                switch (security) {
                    case Security.Plaintext() -> null;
                    case Security.Tls(var credentials) ->
                            NettyTls.dialling(credentials, List.of(NettyTls.HTTP_2));
                });
    }

    /// A connection of its own, made when it is first used.
    public ManagedChannel open(Endpoint endpoint) {
        var builder =
                NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                        .channelType(socket)
                        .eventLoopGroup(loops)
                        .directExecutor()
                        .disableRetry()
                        .maxInboundMessageSize(MESSAGE_BYTES_MAX);
        var connection =
                (tls == null ? builder.usePlaintext() : builder.sslContext(tls.context())).build();
        connections.add(connection);
        return connection;
    }

    /// The event loops, for tasks that may run there.
    public EventLoopGroup loops() {
        return loops;
    }

    @Override
    public void close() {
        connections.forEach(ManagedChannel::shutdownNow);
        loops.shutdownGracefully(0, CLOSE_NANOS_MAX, NANOSECONDS).awaitUninterruptibly();
    }
}
