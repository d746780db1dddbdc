package io.balsa.raft.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

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

    /// A channel for one attempt. gRPC's own reconnecting, which cannot be set, is not used.
    ManagedChannel channel(PeerAddress address) {
        var connectMillis = TimeUnit.NANOSECONDS.toMillis(timing.connectNanos());
        return NettyChannelBuilder.forAddress(address.host(), address.port())
                .usePlaintext()
                .proxyDetector(_ -> null)
                .eventLoopGroup(loops.group())
                .channelType(loops.socket())
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxTraceEvents(0)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectMillis)
                .withOption(ChannelOption.TCP_NODELAY, true)
                .flowControlWindow(WINDOW_BYTES)
                .maxInboundMessageSize(limits.frameBytesMax())
                .build();
    }

    ClientCall<FrameWriter, byte[]> call(ManagedChannel channel) {
        return channel.newCall(ConnectMethod.DIALLING, CallOptions.DEFAULT);
    }
}
