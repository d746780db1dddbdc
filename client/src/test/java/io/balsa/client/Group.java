package io.balsa.client;

import io.balsa.raft.core.Role;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.server.Server;
import io.balsa.server.config.ConfigReader;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/// Real members on loopback, in this process, and clients of theirs; gone when the test ends.
final class Group implements AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// A member that is a group of its own.
    Server alone() throws Exception {
        return start(List.of(FreePorts.one()), true).getFirst();
    }

    /// The same, told something more.
    Server alone(Map<String, String> more) throws Exception {
        var settings = new HashMap<>(more);
        settings.put("node.listen_addr", "127.0.0.1:0");
        settings.put("node.data_dir", folder().toString());
        settings.put("http.listen_addr", "127.0.0.1:0");
        settings.put("cluster.bootstrap", "true");
        return start(settings);
    }

    /// Three members of one group that agree on who leads, and any one of which could go.
    List<Server> three() throws Exception {
        var servers = start(FreePorts.choose(3), true);
        for (var server : servers) {
            await(() -> server.state().leader() != null);
        }
        await(() -> servers.stream().anyMatch(server -> server.state().countsOnAllVoters()));
        return servers;
    }

    /// Three members that wait for somebody to found their group.
    List<Server> threeOfNoGroup() throws Exception {
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
            settings.put("cluster.bootstrap", Boolean.toString(bootstrap && self == 1));
            if (ports.size() > 1) {
                settings.put("cluster.peers", others(self, ports));
            }
            servers.addFirst(start(settings));
        }
        return servers;
    }

    private Server start(Map<String, String> settings) throws Exception {
        var server = Server.start(ConfigReader.withoutFile(settings));
        open.push(server);
        return server;
    }

    private static String others(int self, List<Integer> ports) {
        return IntStream.rangeClosed(1, ports.size())
                .filter(id -> id != self)
                .mapToObj(id -> id + "=127.0.0.1:" + ports.get(id - 1))
                .collect(Collectors.joining(","));
    }

    /// A patient client of these members, asked in this order.
    BalsaClient client(List<Server> servers) {
        return client(ClientOptions.of(endpoints(servers)).within(PATIENCE));
    }

    BalsaClient client(ClientOptions options) {
        return keep(BalsaClient.of(options));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.push(closeable);
        return closeable;
    }

    static String[] endpoints(List<Server> servers) {
        return servers.stream().map(s -> s.clientAddress().toString()).toArray(String[]::new);
    }

    static Endpoint endpoint(Server server) {
        return Endpoint.parse(server.clientAddress().toString());
    }

    /// The member that leads all of these.
    static Server leader(List<Server> servers) {
        await(() -> servers.stream().anyMatch(Group::leads));
        return servers.stream().filter(Group::leads).findFirst().orElseThrow();
    }

    private static boolean leads(Server server) {
        return server.state().role() instanceof Role.Leader;
    }

    static List<Server> without(Server one, List<Server> servers) {
        return servers.stream().filter(server -> server != one).toList();
    }

    /// Waits until something is true.
    static void await(BooleanSupplier condition) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("it did not become true in time");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Path folder() throws IOException {
        var folder = Files.createTempDirectory("balsa-client-");
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
