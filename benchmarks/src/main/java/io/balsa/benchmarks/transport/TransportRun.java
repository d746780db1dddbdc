package io.balsa.benchmarks.transport;

import io.balsa.benchmarks.transport.RoundTrips.Load;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportLimits;
import io.balsa.raft.transport.TransportTiming;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Measures messages between two members over gRPC and loopback, both in this process.
public final class TransportRun {
    private static final long SECONDS_DEFAULT = 4;

    private static final List<Load> LOADS =
            List.of(
                    new Load(16, 1, 1),
                    new Load(300, 1, 1),
                    new Load(16, 1, 256),
                    new Load(300, 1, 256),
                    new Load(16, 64, 16),
                    new Load(300, 64, 16),
                    new Load(300, 1_000, 4));

    private TransportRun() {}

    /// The only argument, if there is one, is the seconds to warm up and to measure each load.
    public static void main(String[] arguments) throws Exception {
        var seconds = arguments.length == 0 ? SECONDS_DEFAULT : Long.parseLong(arguments[0]);
        System.out.println(
                "payload | entries/message | in flight | messages/s | p50 µs | p99 µs"
                        + " | CPU/message µs | B/message | messages/frame");
        for (var load : LOADS) {
            measure(load, seconds);
        }
    }

    private static void measure(Load load, long seconds) throws Exception {
        try (var one = open(1);
                var two = open(2)) {
            var addresses = Map.of(MemberId.of(1), address(one), MemberId.of(2), address(two));
            one.updateAddresses(addresses);
            two.updateAddresses(addresses);
            var figures = new RoundTrips(load, one, two).run(seconds);
            var sent = one.statistics().sent();
            System.out.printf(
                    "%d | %d | %d | %s | %.1f%n",
                    load.payloadBytes(),
                    load.entriesPerMessage(),
                    load.inFlight(),
                    figures,
                    (double) sent.messages() / sent.frames());
        }
    }

    private static SocketTransport open(long member) throws IOException {
        return GrpcTransport.open(
                new Identity(1, MemberId.of(member)),
                PeerAddress.parse("127.0.0.1:0"),
                Map.of(),
                TransportLimits.DEFAULT,
                TransportTiming.DEFAULT);
    }

    private static PeerAddress address(SocketTransport transport) {
        return new PeerAddress("127.0.0.1", transport.port());
    }
}
