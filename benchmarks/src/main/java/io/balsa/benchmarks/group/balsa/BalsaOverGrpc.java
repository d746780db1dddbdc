package io.balsa.benchmarks.group.balsa;

import static java.util.Objects.requireNonNull;

import io.balsa.benchmarks.group.Contender;
import io.balsa.benchmarks.group.Table;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.node.Runtime;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.ThreadRuntime;
import io.balsa.raft.node.Transport;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportLimits;
import io.balsa.raft.transport.TransportTiming;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What a Java program gets that embeds Balsa: gRPC over loopback, the segmented log.
///
/// @param isChecked whether the contracts of log and state machine are checked meanwhile
public record BalsaOverGrpc(boolean isChecked) implements Contender {
    @Override
    public String name() {
        return isChecked ? "balsa-checked" : "balsa";
    }

    @Override
    public String setUp() {
        return "RaftNode, segmented log, durable before it answers, gRPC over loopback, hash map; "
                + (isChecked ? "contracts checked; " : "")
                + Members.TIMES;
    }

    @Override
    public Group start(Path folder) throws IOException {
        var transports = new TreeMap<MemberId, SocketTransport>();
        var addresses = new TreeMap<MemberId, PeerAddress>();
        for (var id = 1; id <= Members.COUNT; id++) {
            var member = MemberId.of(id);
            var transport = open(member);
            transports.put(member, transport);
            addresses.put(member, new PeerAddress("127.0.0.1", transport.port()));
        }
        transports.values().forEach(transport -> transport.updateAddresses(addresses));
        return Members.start(new Doors(folder, transports, isChecked), BalsaOverGrpc::machine);
    }

    private static SocketTransport open(MemberId member) throws IOException {
        return GrpcTransport.open(
                new Identity(1, member),
                PeerAddress.parse("127.0.0.1:0"),
                Map.of(),
                TransportLimits.DEFAULT,
                TransportTiming.DEFAULT);
    }

    private static StateMachine<Boolean> machine() {
        var table = new Table();
        return (_, command) -> {
            table.put(command.duplicate());
            return true;
        };
    }

    private record Doors(Path folder, Map<MemberId, SocketTransport> transports, boolean isChecked)
            implements Members.World {
        @Override
        public Transport transport(MemberId member) {
            return requireNonNull(transports.get(member));
        }

        @Override
        public Runtime runtime(MemberId member) {
            return requireNonNull(transports.get(member))
                    .runtime(new ThreadRuntime("member-" + member));
        }

        @Override
        public LogStore store(MemberId member) throws IOException {
            return SegmentedLog.open(FileDisk.open(folder.resolve("member-" + member)));
        }
    }
}
