package io.balsa.benchmarks.group.bare;

import io.balsa.benchmarks.group.Contender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;

/// The ceiling: one writer copies batches of commands to two others over loopback sockets, all
/// three make them durable, and what two have is applied and answered. No terms, no elections, no
/// recovery, no checksums, no flow control, and followers that never learn what is committed but
/// apply what they have: nothing that Raft is for.
public final class BarePipeline implements Contender {
    @Override
    public String name() {
        return "bare";
    }

    @Override
    public String setUp() {
        return "ceiling without Raft: blocking sockets, O_DSYNC into a file written before, no"
                + " checksums, followers that apply at once, hash map";
    }

    @Override
    public Group start(Path folder) throws IOException {
        var sockets = new ArrayList<SocketChannel>();
        for (var number = 2; number <= 3; number++) {
            try (var listening = ServerSocketChannel.open()) {
                listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                sockets.add(open(SocketChannel.open(listening.getLocalAddress())));
                var accepted = open(listening.accept());
                new BareFollower(accepted, new DurableFile(folder, number)).start();
            }
        }
        return new BareLeader(sockets, new DurableFile(folder, 1)).start();
    }

    private static SocketChannel open(SocketChannel socket) throws IOException {
        return socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
}
