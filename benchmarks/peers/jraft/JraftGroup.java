import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.option.NodeOptions;

import io.balsa.benchmarks.group.Contender;
import io.balsa.benchmarks.group.Table;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// SOFAJRaft with its defaults: Bolt over loopback, its log in RocksDB, each write of it synced.
public final class JraftGroup implements Contender {
    private static final String GROUP = "benchmark";
    private static final int MEMBERS = 3;
    private static final int ELECTION_MILLIS = 1_000;
    private static final int SNAPSHOT_NEVER_SECONDS = 0;

    @Override
    public String name() {
        return "jraft";
    }

    @Override
    public String setUp() {
        return "SOFAJRaft 1.4.1, Bolt over loopback, RocksDB log, sync on, hash map";
    }

    @Override
    public Group start(Path folder) throws Exception {
        var peers = new ArrayList<PeerId>();
        for (var number = 0; number < MEMBERS; number++) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                peers.add(new PeerId("127.0.0.1", free.getLocalPort()));
            }
        }
        var services = new ArrayList<RaftGroupService>();
        for (var peer : peers) {
            services.add(start(peer, peers, folder.resolve("member-" + peer.getPort())));
        }
        return new Members(services);
    }

    private static RaftGroupService start(PeerId self, List<PeerId> peers, Path folder)
            throws Exception {
        Files.createDirectories(folder);
        var options = new NodeOptions();
        options.setElectionTimeoutMs(ELECTION_MILLIS);
        options.setSnapshotIntervalSecs(SNAPSHOT_NEVER_SECONDS);
        options.setInitialConf(new Configuration(peers));
        options.setFsm(new Machine());
        options.setLogUri(folder.resolve("log").toString());
        options.setRaftMetaUri(folder.resolve("meta").toString());
        options.getRaftOptions().setSync(true);
        var service = new RaftGroupService(GROUP, self, options);
        service.start();
        return service;
    }

    private static final class Machine extends StateMachineAdapter {
        private final Table table = new Table();

        @Override
        public void onApply(Iterator entries) {
            while (entries.hasNext()) {
                table.put(entries.getData().duplicate());
                if (entries.done() != null) {
                    entries.done().run(Status.OK());
                }
                entries.next();
            }
        }
    }

    private record Done(BiConsumer<Object, Throwable> told) implements Closure {
        @Override
        public void run(Status status) {
            told.accept(null, status.isOk() ? null : new IllegalStateException("" + status));
        }
    }

    private static final class Members implements Group {
        private final List<RaftGroupService> services;
        private final Node leader;

        Members(List<RaftGroupService> services) throws InterruptedException {
            this.services = services;
            this.leader = leader();
        }

        private Node leader() throws InterruptedException {
            while (true) {
                for (var service : services) {
                    if (service.getRaftNode().isLeader()) {
                        return service.getRaftNode();
                    }
                }
                LockSupport.parkNanos(10_000_000);
            }
        }

        @Override
        public void put(byte[] command, BiConsumer<Object, Throwable> done) {
            leader.apply(new Task(ByteBuffer.wrap(command), new Done(done)));
        }

        @Override
        public void close() {
            services.forEach(RaftGroupService::shutdown);
        }
    }
}
