package io.balsa.server.config;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.kv.store.KvLimits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Timing;
import io.balsa.server.config.ServerConfig.Cluster;
import io.balsa.server.config.ServerConfig.Http;
import io.balsa.server.config.ServerConfig.Limits;
import io.balsa.server.config.ServerConfig.Node;
import io.balsa.server.config.Settings.Bounds;
import io.balsa.server.port.ClientPortLimits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Makes a [ServerConfig] of a TOML file and of settings that win over it.
///
/// Settings beside the file are given by their keys, such as `node.node_id`. The one that is a
/// list, `cluster.peers`, is given as `2=127.0.0.1:22380,3=127.0.0.1:32380`.
public final class ConfigReader {
    private static final Address PEER_PORT = new Address("127.0.0.1", 2380);
    private static final Address CLIENT_PORT = new Address("127.0.0.1", 2379);
    private static final long HEARTBEAT_MILLIS = 100;
    private static final long ELECTION_MILLIS = 1_000;
    private static final long TIMEOUT_MILLIS_MAX = 600_000;
    private static final int SIZE_BYTES_MAX = 64 << 20;

    private final Settings settings;

    private ConfigReader(Settings settings) {
        this.settings = settings;
    }

    /// Reads `file`.
    ///
    /// @throws ConfigException with everything that is wrong
    public static ServerConfig read(Path file, Map<String, String> overrides)
            throws ConfigException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            var why = "cannot be read (%s); name a file that can".formatted(unreadable);
            throw new ConfigException(List.of(new ConfigProblem(file.toString(), why)));
        }
        return parse(file.toString(), text, overrides);
    }

    /// Reads `text`.
    ///
    /// @param name what messages call it
    public static ServerConfig parse(String name, String text, Map<String, String> overrides)
            throws ConfigException {
        return new ConfigReader(new Settings(TomlFile.parse(name, text), overrides)).config();
    }

    /// The defaults, but for `overrides`.
    public static ServerConfig withoutFile(Map<String, String> overrides) throws ConfigException {
        return new ConfigReader(new Settings(TomlFile.NONE, overrides)).config();
    }

    private ServerConfig config() throws ConfigException {
        var node = node();
        var http = http();
        var timing = timing();
        var peers = new PeerReader(settings, node).peers();
        var cluster =
                new Cluster(
                        settings.text("cluster.name", "balsa"),
                        settings.flag("cluster.bootstrap", false),
                        peers);
        var limits = limits();
        settings.finish();
        return new ServerConfig(node, http, timing, cluster, limits);
    }

    private Node node() {
        var idBounds = new Bounds(1, Long.MAX_VALUE, "node_id must be greater than 0");
        var id = settings.number("node.node_id", 1, idBounds);
        var listen = settings.address("node.listen_addr", PEER_PORT, "listen_addr cannot be empty");
        var advertised =
                settings.address("node.advertise_addr", listen, "advertise_addr cannot be empty");
        return new Node(MemberId.of(id), listen, advertised, dataDirectory(id));
    }

    private Path dataDirectory(long id) {
        var key = "node.data_dir";
        var usual = "./data/node_" + id;
        var folder = settings.text(key, usual);
        if (folder.isBlank()) {
            settings.complain(key, "data_dir cannot be empty");
            return Path.of(usual);
        }
        try {
            return Path.of(folder);
        } catch (InvalidPathException broken) {
            settings.complain(key, "data_dir is no path: " + broken.getMessage());
            return Path.of(usual);
        }
    }

    private Http http() {
        var enabled = settings.flag("http.enabled", true);
        var zero = "HTTP port cannot be 0 when HTTP is enabled";
        var port =
                (int)
                        settings.number(
                                "http.port",
                                CLIENT_PORT.port(),
                                new Bounds(enabled ? 1 : 0, Address.PORT_MAX, zero));
        var listen =
                settings.address(
                        "http.listen_addr",
                        CLIENT_PORT.withPort(port),
                        "http.listen_addr cannot be empty");
        if (settings.has("http.port") && listen.port() != port) {
            settings.complain(
                    "http.port",
                    "http.port is %d, but http.listen_addr is %s: give one of them"
                            .formatted(port, listen));
        }
        return new Http(enabled, listen);
    }

    private Timing timing() {
        var heartbeat = millis("heartbeat_interval_ms", HEARTBEAT_MILLIS);
        var election = millis("election_timeout_ms", ELECTION_MILLIS);
        if (heartbeat >= election) {
            settings.complain(
                    settings.has("raft.heartbeat_interval_ms")
                            ? "raft.heartbeat_interval_ms"
                            : "raft.election_timeout_ms",
                    "heartbeat_interval_ms must be less than election_timeout_ms");
            return new Timing(1, 2, 3);
        }
        return new Timing(
                MILLISECONDS.toNanos(heartbeat),
                MILLISECONDS.toNanos(election),
                MILLISECONDS.toNanos(2 * election));
    }

    private long millis(String key, long otherwise) {
        var bounds = new Bounds(1, TIMEOUT_MILLIS_MAX, key + " must be greater than 0");
        return settings.number("raft." + key, otherwise, bounds);
    }

    private Limits limits() {
        var usual = KvLimits.DEFAULT;
        var request = limit("request_bytes_max", usual.requestBytesMax());
        return new Limits(
                new KvLimits(
                        request,
                        limit("key_bytes_max", request),
                        limit("value_bytes_max", request),
                        limit("txn_operations_max", usual.operationsMax())),
                limit("connections_max", ClientPortLimits.defaults().connectionsMax()));
    }

    private int limit(String key, int otherwise) {
        var bounds = new Bounds(1, SIZE_BYTES_MAX, key + " must be greater than 0");
        return (int) settings.number("limits." + key, otherwise, bounds);
    }
}
