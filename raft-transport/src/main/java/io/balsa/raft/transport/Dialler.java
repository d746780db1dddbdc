package io.balsa.raft.transport;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// What all connections that this process dials have in common.
///
/// @param scratch belongs to the event loop: what a line takes before it is ready, it may write on
///   another thread, so that only what waits until it is ready is put together there
record Dialler(
        Handshake handshake,
        Protocol protocol,
        Sockets sockets,
        Counters counters,
        FrameScratch scratch,
        FlushTurns turns) {
    TransportLimits limits() {
        return sockets.limits();
    }

    TransportTiming timing() {
        return sockets.timing();
    }

    EventLoop loop() {
        return sockets.loops().loop();
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

    Protocol.Dialled line(InetSocketAddress address, Traffic traffic) {
        return protocol.dial(address, traffic, sockets);
    }
}
