import io.balsa.benchmarks.group.Contender;
import io.balsa.benchmarks.group.Table;

import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.SizeInBytes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// Apache Ratis with its defaults: gRPC over loopback, segmented log, each write of it synced.
public final class RatisGroup implements Contender {
    private static final int MEMBERS = 3;
    private static final RaftGroupId GROUP = RaftGroupId.randomId();

    @Override
    public String name() {
        return "ratis";
    }

    @Override
    public String setUp() {
        return "Apache Ratis 3.3.0, gRPC over loopback, segmented log, sync on, hash map";
    }

    @Override
    public Group start(Path folder) throws Exception {
        var peers = new ArrayList<RaftPeer>();
        var ports = new ArrayList<Integer>();
        for (var number = 1; number <= MEMBERS; number++) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.add(free.getLocalPort());
                var address = "127.0.0.1:" + free.getLocalPort();
                peers.add(RaftPeer.newBuilder().setId("m" + number).setAddress(address).build());
            }
        }
        var group = RaftGroup.valueOf(GROUP, peers);
        var servers = new ArrayList<RaftServer>();
        for (var number = 0; number < MEMBERS; number++) {
            var server =
                    RaftServer.newBuilder()
                            .setServerId(peers.get(number).getId())
                            .setGroup(group)
                            .setStateMachine(new Machine())
                            .setProperties(properties(ports.get(number), folder, number))
                            .build();
            server.start();
            servers.add(server);
        }
        return new Members(servers);
    }

    private static RaftProperties properties(int port, Path folder, int number) {
        var properties = new RaftProperties();
        GrpcConfigKeys.Server.setPort(properties, port);
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(folder.resolve("member-" + number).toFile()));
        RaftServerConfigKeys.Write.setElementLimit(properties, 65_536);
        RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("256MB"));
        return properties;
    }

    private static final class Machine extends BaseStateMachine {
        private final Table table = new Table();

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            var entry = transaction.getLogEntry();
            table.put(entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        }
    }

    private static final class Members implements Group {
        private final List<RaftServer> servers;
        private final RaftServer leader;
        private final ClientId client = ClientId.randomId();
        private final AtomicLong calls = new AtomicLong();

        Members(List<RaftServer> servers) throws Exception {
            this.servers = servers;
            this.leader = leader();
        }

        private RaftServer leader() throws Exception {
            while (true) {
                for (var server : servers) {
                    if (server.getDivision(GROUP).getInfo().isLeaderReady()) {
                        return server;
                    }
                }
                LockSupport.parkNanos(10_000_000);
            }
        }

        @Override
        public void put(byte[] command, BiConsumer<Object, Throwable> done) {
            var request =
                    RaftClientRequest.newBuilder()
                            .setClientId(client)
                            .setServerId(leader.getId())
                            .setGroupId(GROUP)
                            .setCallId(calls.incrementAndGet())
                            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(command)))
                            .setType(RaftClientRequest.writeRequestType())
                            .build();
            try {
                leader.submitClientRequestAsync(request)
                        .whenComplete(
                                (reply, failure) -> done.accept(null, reason(reply, failure)));
            } catch (IOException e) {
                done.accept(null, e);
            }
        }

        private static Throwable reason(RaftClientReply reply, Throwable failure) {
            return failure != null || reply.isSuccess() ? failure : reply.getException();
        }

        @Override
        public void close() throws IOException {
            for (var server : servers) {
                server.close();
            }
        }
    }
}
