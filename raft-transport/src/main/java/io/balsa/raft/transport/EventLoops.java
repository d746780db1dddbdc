package io.balsa.raft.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The thread of a transport, and the kind of sockets that it drives: epoll where there is one.
///
/// One thread for everything: messages are few, since they travel in batches, and each further
/// thread costs wake-ups that the members' own loops could use.
public record EventLoops(
        MultiThreadIoEventLoopGroup group,
        Class<? extends Channel> socket,
        Supplier<ServerChannel> serverSocket) {
    private static final long SHUTDOWN_MILLIS_MAX = 2_000;

    /// @param name of the thread
    static EventLoops open(String name) {
        return Epoll.isAvailable()
                ? new EventLoops(
                        group(name, EpollIoHandler.newFactory()),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel::new)
                : new EventLoops(
                        group(name, NioIoHandler.newFactory()),
                        NioSocketChannel.class,
                        NioServerSocketChannel::new);
    }

    private static MultiThreadIoEventLoopGroup group(String name, IoHandlerFactory io) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), io);
    }

    public EventLoop loop() {
        return group.next();
    }

    void close() {
        group.shutdownGracefully(0, SHUTDOWN_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(SHUTDOWN_MILLIS_MAX);
    }
}
