package io.balsa.server.port;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/// The threads that wait for the clients' sockets: on epoll where it is there, else on NIO.
///
/// @param listener what listens on those threads
record EventLoops(EventLoopGroup group, Class<? extends ServerChannel> listener) {
    private static final String THREAD_NAME = "client-port";

    static EventLoops start(int threads) {
        var factory = new DefaultThreadFactory(THREAD_NAME, true);
        return Epoll.isAvailable()
                ? new EventLoops(
                        new MultiThreadIoEventLoopGroup(
                                threads, factory, EpollIoHandler.newFactory()),
                        EpollServerSocketChannel.class)
                : new EventLoops(
                        new MultiThreadIoEventLoopGroup(
                                threads, factory, NioIoHandler.newFactory()),
                        NioServerSocketChannel.class);
    }

    void stop() {
        group.shutdownGracefully(0, 0, NANOSECONDS).awaitUninterruptibly();
    }
}
