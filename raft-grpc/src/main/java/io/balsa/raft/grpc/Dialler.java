package io.balsa.raft.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What all connections that this process dials have in common.
record Dialler(
        Handshake handshake,
        GrpcLimits limits,
        GrpcTiming timing,
        EventLoops loops,
        Counters counters) {
    /// The bytes of a stream under way that its receiver has not taken in yet. Fixed: finding a
    /// better size costs gRPC a ping per round trip.
    static final int WINDOW_BYTES = 4 << 20;

    /// What comes back on the stream is small.
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    EventLoop loop() {
        return loops.loop();
    }

    /// Runs `task` on the event loop, or never once that has ended.
    void execute(Runnable task) {
        try {
            loop().execute(task);
        } catch (RejectedExecutionException _) {
            // The transport was closed meanwhile: whatever waits is lost.
        }
    }

    /// Looks up the name in `address`, which blocks, and goes on with `then` on the event loop:
    /// with one of the addresses that it stands for, another one in each attempt, or with null when
    /// it stands for none.
    void resolve(PeerAddress address, int attempt, Consumer<@Nullable InetSocketAddress> then) {
        Thread.startVirtualThread(() -> {
            var resolved = resolve(address, attempt);
            execute(() -> then.accept(resolved));
        });
    }

    private static @Nullable InetSocketAddress resolve(PeerAddress address, int attempt) {
        try {
            var found = InetAddress.getAllByName(address.host());
            return new InetSocketAddress(found[attempt % found.length], address.port());
        } catch (UnknownHostException _) {
            return null;
        }
    }

    /// A channel for one attempt. gRPC's own reconnecting, which cannot be set, is not used.
    ManagedChannel channel(InetSocketAddress address) {
        var connectMillis = TimeUnit.NANOSECONDS.toMillis(timing.connectNanos());
        return NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .proxyDetector(_ -> null)
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

    ClientCall<FrameWriter, byte[]> call(ManagedChannel channel) {
        return channel.newCall(ConnectMethod.DIALLING, CallOptions.DEFAULT);
    }
}
