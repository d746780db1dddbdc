package io.balsa.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.tls.netty.NettyTls;
import io.balsa.wire.v1.MemberAddress;
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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One connection to each member that was ever asked. Answers are handled on virtual threads, where
/// they may block.
final class Connections implements AutoCloseable {
    /// Members that others spoke of are asked too, but not without end.
    private static final int MEMBERS_MAX = 2 * ClientOptions.ENDPOINTS_MAX;

    /// While calls are under way a member is asked for a sign of life after so long, and lost when
    /// it gives none: one that is frozen or cut off says nothing else.
    private static final long QUIET_SECONDS_MAX = 10;

    private static final long ECHO_SECONDS_MAX = 5;

    private static final int THREADS = 1;
    private static final long CLOSE_NANOS_MAX = SECONDS.toNanos(1);

    private final ClientOptions options;
    private final EventLoopGroup loops;
    private final Class<? extends Channel> socket;
    private final @Nullable NettyTls tls;
    private final Map<Endpoint, ManagedChannel> open = new HashMap<>();
    private boolean isClosed;

    Connections(ClientOptions options) {
        this.options = options;
        this.tls =
                switch (options.security()) {
                    case Security.Plaintext() -> null;
                    case Security.Tls(var credentials) ->
                            NettyTls.dialling(credentials, List.of(NettyTls.HTTP_2));
                };
        var factory = new DefaultThreadFactory("balsa-client", true);
        var isNative = Epoll.isAvailable();
        var handler = isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(THREADS, factory, handler);
        this.socket = isNative ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /// The connection to this member, made when it is first used.
    ///
    /// @throws CallFailure once the client is closed
    synchronized ManagedChannel to(Endpoint endpoint) {
        if (isClosed) {
            throw new CallFailure(Reason.CLOSED, "the client is closed", false);
        }
        return open.computeIfAbsent(endpoint, this::connect);
    }

    /// Connects to members again now that could not be reached: they would otherwise be left alone
    /// for longer than a client waits.
    synchronized void hurry() {
        open.values().forEach(ManagedChannel::resetConnectBackoff);
    }

    /// Where clients reach this member, of whom another one spoke; null if nobody knows that, or
    /// too many are connected.
    synchronized @Nullable Endpoint reachable(MemberAddress member) {
        try {
            var endpoint = Endpoint.parse(member.getClientAddress());
            var hasRoom = open.containsKey(endpoint) || open.size() < MEMBERS_MAX;
            return hasRoom ? endpoint : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    private ManagedChannel connect(Endpoint endpoint) {
        var builder =
                NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                        .channelType(socket)
                        .eventLoopGroup(loops)
                        .executor(Thread::startVirtualThread)
                        .disableRetry()
                        .keepAliveTime(QUIET_SECONDS_MAX, SECONDS)
                        .keepAliveTimeout(ECHO_SECONDS_MAX, SECONDS)
                        .maxInboundMessageSize(options.limits().answerBytesMax());
        if (tls == null) {
            builder.usePlaintext();
        } else {
            builder.sslContext(tls.context());
        }
        var token = options.adminToken();
        if (token != null) {
            builder.intercept(new AdminHeader(token));
        }
        return builder.build();
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            open.values().forEach(ManagedChannel::shutdownNow);
        }
        loops.shutdownGracefully(0, CLOSE_NANOS_MAX, NANOSECONDS).awaitUninterruptibly();
    }
}
