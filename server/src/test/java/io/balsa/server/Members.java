package io.balsa.server;

import io.balsa.raft.core.Role;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.server.config.ConfigException;
import io.balsa.server.config.ConfigReader;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Real members on loopback, in folders of their own, that are gone when the test ends.
public final class Members implements AfterEachCallback {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// One member, which is a cluster of its own and leads it.
    public Server alone() throws Exception {
        return alone(Map.of());
    }

    /// The same, told something more.
    public Server alone(Map<String, String> more) throws Exception {
        var settings = new HashMap<>(settings(folder()));
        settings.putAll(more);
        var server = start(settings);
        awaitLeader(server);
        return server;
    }

    /// What a single member on any free ports is told: among it, to check what its parts do.
    public static Map<String, String> settings(Path folder) {
        return Map.of(
                "raft.check_contracts", "true",
                "node.listen_addr", "127.0.0.1:0",
                "node.data_dir", folder.toString(),
                "http.listen_addr", "127.0.0.1:0",
                "cluster.bootstrap", "true");
    }

    /// Three members of one cluster that agree on who leads.
    public List<Server> three() throws Exception {
        return three(Map.of());
    }

    /// The same, where a leader that can reach nobody goes on for some seconds: time enough for a
    /// request to come to it, on any machine.
    public List<Server> threeThatAreSlowToGiveUp() throws Exception {
        return three(Map.of("raft.election_timeout_ms", "5000"));
    }

    private List<Server> three(Map<String, String> more) throws Exception {
        var settings = settingsOfThree();
        settings.forEach(each -> each.putAll(more));
        return startAll(settings);
    }

    /// Members that agree on who leads, and any one of which could go. The first is started last:
    /// it founds the group, and is elected at once if the others are there.
    public List<Server> startAll(List<Map<String, String>> settings) throws Exception {
        var servers = new ArrayList<Server>();
        for (var each : settings.reversed()) {
            servers.addFirst(start(each));
        }
        servers.forEach(Members::awaitLeader);
        await(() -> servers.stream().anyMatch(server -> server.state().countsOnAllVoters()));
        return servers;
    }

    /// Three members that know each other and wait for somebody to found their group.
    public List<Server> threeOfNoGroup() throws Exception {
        var servers = new ArrayList<Server>();
        for (var each : settingsOfThree()) {
            each.put("cluster.bootstrap", "false");
            servers.add(start(each));
        }
        return servers;
    }

    /// What the members of a cluster of three are told.
    public List<Map<String, String>> settingsOfThree() throws IOException {
        var ports = FreePorts.choose(3);
        var all = new ArrayList<Map<String, String>>();
        for (var id = 1; id <= 3; id++) {
            var self = id;
            var peers =
                    IntStream.rangeClosed(1, 3)
                            .filter(other -> other != self)
                            .mapToObj(other -> other + "=127.0.0.1:" + ports.get(other - 1))
                            .collect(Collectors.joining(","));
            var settings = new HashMap<>(settings(folder()));
            settings.put("node.node_id", Integer.toString(id));
            settings.put("node.listen_addr", "127.0.0.1:" + ports.get(id - 1));
            settings.put("cluster.peers", peers);
            settings.put("cluster.bootstrap", Boolean.toString(id == 1));
            all.add(settings);
        }
        return all;
    }

    /// Starts a member that is told `settings` alone.
    public Server start(Map<String, String> settings) throws ConfigException, StartException {
        return keep(Server.start(ConfigReader.withoutFile(settings)));
    }

    /// Ends a member, started by somebody else, with the test.
    Server keep(Server server) {
        open.push(server);
        return server;
    }

    public static URI uri(Server server, String target) {
        return URI.create("http://" + server.clientAddress() + target);
    }

    public ManagedChannel channel(Server server) {
        var address = server.clientAddress().socketAddress();
        var channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
        open.push(() -> channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS));
        return channel;
    }

    /// A folder for data.
    public Path folder() throws IOException {
        var folder = Files.createTempDirectory("balsa-test-");
        open.addLast(() -> delete(folder));
        return folder;
    }

    public static void awaitLeader(Server server) {
        await(() -> server.state().leader() != null);
    }

    /// The one that leads, once one does.
    public static Server leader(List<Server> servers) {
        await(() -> servers.stream().anyMatch(Members::leads));
        return servers.stream().filter(Members::leads).findFirst().orElseThrow();
    }

    private static boolean leads(Server server) {
        return server.state().role() instanceof Role.Leader;
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

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
