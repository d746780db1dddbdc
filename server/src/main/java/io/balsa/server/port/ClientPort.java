package io.balsa.server.port;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.tls.netty.NettyTls;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// One listening port on which gRPC services and an [HttpHandler] answer together.
///
/// With TLS, ALPN picks HTTP/1.1 for whoever offers both it and HTTP/2, and HTTP/2 for gRPC's
/// clients, who offer nothing else.
///
/// Services and handler are called on event loops and must not block: they hand the work on and
/// answer from any thread.
public final class ClientPort implements AutoCloseable {
    /// What to agree on with ALPN, in the order of preference.
    public static final List<String> PROTOCOLS = List.of(NettyTls.HTTP_1_1, NettyTls.HTTP_2);

    private static final int ACCEPT_BACKLOG_MAX = 1024;

    /// Clients may ask this often whether the connection is alive, as often as etcd allows it.
    private static final long KEEP_ALIVE_NANOS_MIN = SECONDS.toNanos(5);

    /// From cutting clients off to the end of their connections.
    private static final long CUT_OFF_NANOS = SECONDS.toNanos(1);

    private final Server server;
    private final InetSocketAddress address;
    private final EventLoops loops;
    private final ClientPortLimits limits;

    private ClientPort(Server server, EventLoops loops, ClientPortLimits limits) {
        this.server = server;
        this.address = (InetSocketAddress) server.getListenSockets().getFirst();
        this.loops = loops;
        this.limits = limits;
    }

    /// Starts to listen, in the clear.
    ///
    /// @param address its port may be 0 for any free one
    /// @throws IOException if the address cannot be listened on, say because another process does
    public static ClientPort open(
            InetSocketAddress address,
            List<? extends BindableService> services,
            HttpHandler handler,
            ClientPortLimits limits)
            throws IOException {
        return open(address, services, handler, limits, null);
    }

    /// Starts to listen.
    ///
    /// @param address its port may be 0 for any free one
    /// @param tls for all connections; null to speak in the clear
    /// @throws IOException if the address cannot be listened on, say because another process does
    public static ClientPort open(
            InetSocketAddress address,
            List<? extends BindableService> services,
            HttpHandler handler,
            ClientPortLimits limits,
            @Nullable NettyTls tls)
            throws IOException {
        var loops = EventLoops.start(threads());
        var choice = new ProtocolChoice(handler, limits, tls);
        var builder =
                NettyServerBuilder.forAddress(
                                address, InternalNettyServerCredentials.create(choice))
                        .channelType(loops.listener())
                        .bossEventLoopGroup(loops.group())
                        .workerEventLoopGroup(loops.group())
                        .withOption(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG_MAX)
                        .directExecutor()
                        .maxInboundMessageSize(limits.grpcMessageBytesMax())
                        .handshakeTimeout(limits.patience().handshakeNanosMax(), NANOSECONDS)
                        .maxConcurrentCallsPerConnection(limits.callsPerConnectionMax())
                        .keepAliveTime(limits.patience().answerNanosMax(), NANOSECONDS)
                        .keepAliveTimeout(limits.patience().answerNanosMax(), NANOSECONDS)
                        .permitKeepAliveTime(KEEP_ALIVE_NANOS_MIN, NANOSECONDS)
                        .permitKeepAliveWithoutCalls(true);
        services.forEach(builder::addService);
        try {
            return new ClientPort(builder.build().start(), loops, limits);
        } catch (IOException failure) {
            loops.stop();
            throw new IOException(
                    "cannot listen for clients on %s: is the port free, and the address ours?"
                            .formatted(address),
                    failure);
        }
    }

    /// Where the port listens.
    public InetSocketAddress address() {
        return address;
    }

    /// Takes no more connections, lets the requests under way end for as long as the limits allow,
    /// and cuts off the rest: their gRPC clients see `CANCELLED`. New calls on old connections go
    /// elsewhere at once. Whoever answers a long-lived stream should end it first.
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(limits.patience().drainNanosMax(), NANOSECONDS)) {
                server.shutdownNow();
                server.awaitTermination(CUT_OFF_NANOS, NANOSECONDS);
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        loops.stop();
    }

    /// One core in two: the other half applies commands and syncs the log.
    private static int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
