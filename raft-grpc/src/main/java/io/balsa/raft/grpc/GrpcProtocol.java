package io.balsa.raft.grpc;

import io.balsa.raft.transport.Protocol;
import io.balsa.raft.transport.Reception;
import io.balsa.raft.transport.Sockets;
import io.balsa.raft.transport.Traffic;
import io.balsa.tls.netty.NettyTls;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Frames over gRPC: a call per line, which stays open.
final class GrpcProtocol implements Protocol {
    /// The bytes of a stream under way that its receiver has not taken in yet. Fixed: finding a
    /// better size costs gRPC a ping per round trip.
    private static final int WINDOW_BYTES = 4 << 20;

    /// What comes back on the stream is small.
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private static final long IDLE_SECONDS = 30;
    private static final long GOODBYE_MILLIS_MAX = 200;
    private static final long CLOSE_MILLIS_MAX = 1_000;
    private static final int CALLS_PER_CONNECTION_MAX = 4;

    /// gRPC resets the stream of a frame beyond its limit without a word. Where its limit is some
    /// way behind ours, whoever sends a frame that is too large is told so.
    private static final int BACKSTOP_FACTOR = 2;

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public List<String> applicationProtocols() {
        return List.of(NettyTls.HTTP_2);
    }

    @Override
    public boolean greetsWithEachFrame() {
        return false;
    }

    @Override
    public Listening listen(InetSocketAddress address, Sockets sockets, Reception reception)
            throws IOException {
        var loops = sockets.loops();
        var doorkeeper = reception.doorkeeper(new GrpcEtiquette());
        var server =
                NettyServerBuilder.forAddress(address)
                        .bossEventLoopGroup(loops.group())
                        .workerEventLoopGroup(loops.group())
                        .channelFactory(() -> {
                            var socket = loops.serverSocket().get();
                            socket.pipeline().addLast(doorkeeper);
                            return socket;
                        })
                        .withChildOption(ChannelOption.TCP_NODELAY, true)
                        .directExecutor()
                        .decompressorRegistry(DecompressorRegistry.emptyInstance())
                        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION_MAX)
                        .maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
                        .flowControlWindow(WINDOW_BYTES)
                        .maxInboundMessageSize(BACKSTOP_FACTOR * sockets.limits().frameBytesMax())
                        .addService(service(reception))
                        .build();
        return new Listener(server.start());
    }

    private static ServerServiceDefinition service(Reception reception) {
        return ServerServiceDefinition.builder(ConnectMethod.SERVICE)
                .addMethod(ConnectMethod.DIALLED, (call, _) -> new AnsweredCall(call, reception))
                .build();
    }

    @Override
    public Dialled dial(InetSocketAddress address, Traffic traffic, Sockets sockets) {
        return new DialledCall(channel(address, sockets), sockets.loops().loop());
    }

    /// A channel for one attempt. gRPC's own reconnecting, which cannot be set, is not used. With
    /// TLS, gRPC compares the certificate with the host that was dialled.
    private static ManagedChannel channel(InetSocketAddress address, Sockets sockets) {
        var loops = sockets.loops();
        var connectMillis = TimeUnit.NANOSECONDS.toMillis(sockets.timing().connectNanos());
        var tls = sockets.tls();
        var builder = NettyChannelBuilder.forAddress(address);
        var secured =
                tls == null ? builder.usePlaintext() : builder.sslContext(tls.dialling().context());
        return secured.proxyDetector(_ -> null)
                .eventLoopGroup(loops.group())
                .channelType(loops.socket())
                .directExecutor()
                .disableRetry()
                .maxTraceEvents(0)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectMillis)
                .withOption(ChannelOption.TCP_NODELAY, true)
                .flowControlWindow(WINDOW_BYTES)
                .maxInboundMessageSize(ANSWER_BYTES_MAX)
                .build();
    }

    private record Listener(Server server) implements Listening {
        @Override
        public int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            server.shutdown();
            try {
                if (!server.awaitTermination(GOODBYE_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                    server.shutdownNow().awaitTermination(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException _) {
                server.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
