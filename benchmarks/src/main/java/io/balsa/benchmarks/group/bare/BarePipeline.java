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
/// recovery, no flow control, and followers that never learn what is committed but apply what they
/// have: nothing that Raft is for.
///
/// @param withLog whether commands go into Balsa's log; else into a file that is written again and
///   again, without checksums, so that nothing could ever be found in it
public record BarePipeline(boolean withLog) implements Contender {
    @Override
    public String name() {
        return withLog ? "bare-log" : "bare";
    }

    @Override
    public String setUp() {
        return "ceiling without Raft: blocking sockets, "
                + (withLog
                        ? "the segmented log with its checksums"
                        : "O_DSYNC into a file written before, no checksums")
                + ", followers that apply at once, hash map";
    }

    @Override
    public Group start(Path folder) throws IOException {
        var sockets = new ArrayList<SocketChannel>();
        for (var number = 2; number <= 3; number++) {
            try (var listening = ServerSocketChannel.open()) {
                listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                sockets.add(open(SocketChannel.open(listening.getLocalAddress())));
                var accepted = open(listening.accept());
                new BareFollower(accepted, journal(folder, number)).start();
            }
        }
        return new BareLeader(sockets, journal(folder, 1)).start();
    }

    private Journal journal(Path folder, int number) throws IOException {
        return withLog ? new SegmentedJournal(folder, number) : new DurableFile(folder, number);
    }

    private static SocketChannel open(SocketChannel socket) throws IOException {
        return socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
}
