package io.balsa.cli;

import io.balsa.raft.core.Role;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.server.Server;
import io.balsa.server.config.ConfigReader;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Real members on loopback, in this process; gone when the test ends.
public final class LiveGroup implements AfterEachCallback {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// A member that is a group of its own, and leads it.
    public Server alone() throws Exception {
        var server = start(FreePorts.choose(1), true).getFirst();
        await(() -> leads(server));
        return server;
    }

    /// Three members of one group that agree on who leads, and any one of which could go.
    public List<Server> three() throws Exception {
        var servers = start(FreePorts.choose(3), true);
        for (var server : servers) {
            await(() -> server.state().leader() != null);
        }
        await(() -> servers.stream().anyMatch(server -> server.state().countsOnAllVoters()));
        return servers;
    }

    /// Three members that wait for somebody to found their group.
    public List<Server> threeOfNoGroup() throws Exception {
        return start(FreePorts.choose(3), false);
    }

    private List<Server> start(List<Integer> ports, boolean bootstrap) throws Exception {
        var servers = new ArrayList<Server>();
        for (var self = ports.size(); self >= 1; self--) { // The first founds the group.
            var settings = new HashMap<String, String>();
            settings.put("node.node_id", "" + self);
            settings.put("node.listen_addr", "127.0.0.1:" + ports.get(self - 1));
            settings.put("node.data_dir", folder().toString());
            settings.put("http.listen_addr", "127.0.0.1:0");
            settings.put("raft.check_contracts", "true");
            settings.put("raft.heartbeat_interval_ms", "100");
            // A loaded machine may hold a leader up for a moment, and it stays the leader.
            settings.put("raft.election_timeout_ms", "2000");
            settings.put("cluster.bootstrap", Boolean.toString(bootstrap && self == 1));
            if (ports.size() > 1) {
                settings.put("cluster.peers", others(self, ports));
            }
            var server = Server.start(ConfigReader.withoutFile(settings));
            open.push(server);
            servers.addFirst(server);
        }
        return servers;
    }

    private static String others(int self, List<Integer> ports) {
        return IntStream.rangeClosed(1, ports.size())
                .filter(id -> id != self)
                .mapToObj(id -> id + "=127.0.0.1:" + ports.get(id - 1))
                .collect(Collectors.joining(","));
    }

    /// Where clients reach these, as `--endpoints` takes it.
    public static String endpoints(List<Server> servers) {
        return servers.stream()
                .map(server -> server.clientAddress().toString())
                .collect(Collectors.joining(","));
    }

    public static String endpoint(Server server) {
        return server.clientAddress().toString();
    }

    /// The member that leads these.
    public static Server leader(List<Server> servers) {
        await(() -> servers.stream().anyMatch(LiveGroup::leads));
        return servers.stream().filter(LiveGroup::leads).findFirst().orElseThrow();
    }

    /// Waits until all of these have applied whatever the leader has.
    public static void awaitRest(List<Server> servers) {
        var leader = leader(servers);
        await(() -> servers.stream().allMatch(server -> hasAll(server, leader)));
    }

    private static boolean hasAll(Server server, Server leader) {
        var last = leader.state().lastEntry().index();
        return server.state().appliedIndex() == last && server.state().commitIndex() == last;
    }

    public static boolean leads(Server server) {
        return server.state().role() instanceof Role.Leader;
    }

    /// All of `servers` but this one.
    public static List<Server> without(Server one, List<Server> servers) {
        return servers.stream().filter(server -> server != one).toList();
    }

    /// Waits until something is true.
    public static void await(BooleanSupplier condition) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("it did not become true in time");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /// Where nobody listens: free a moment ago.
    public static String unusedEndpoint() {
        return "127.0.0.1:" + FreePorts.one();
    }

    private Path folder() throws IOException {
        var folder = Files.createTempDirectory("balsa-cli-");
        open.addLast(() -> {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        });
        return folder;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
