package io.balsa.server.config;

import io.balsa.raft.core.MemberId;
import io.balsa.server.config.ServerConfig.Cluster;
import io.balsa.server.config.ServerConfig.Format;
import io.balsa.server.config.ServerConfig.Http;
import io.balsa.server.config.ServerConfig.Level;
import io.balsa.server.config.ServerConfig.Logging;
import io.balsa.server.config.ServerConfig.Metrics;
import io.balsa.server.config.ServerConfig.Node;
import io.balsa.server.config.Settings.Bounds;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Makes a [ServerConfig] of a TOML file and of what is told beside it ([Overrides]), which wins.
public final class ConfigReader {
    private static final Address PEER_PORT = new Address("127.0.0.1", 2380);
    private static final Address CLIENT_PORT = new Address("127.0.0.1", 2379);

    private final Settings settings;

    private ConfigReader(Settings settings) {
        this.settings = settings;
    }

    /// A configuration, and where each of its values comes from.
    ///
    /// @param settings every key that there is
    public record Reading(ServerConfig config, List<Told> settings) {
        public Reading {
            settings = List.copyOf(settings);
        }
    }

    /// Reads `file`; null for none, which leaves everything at its default.
    ///
    /// @throws ConfigException with everything that is wrong
    public static Reading read(@Nullable Path file, Overrides overrides) throws ConfigException {
        if (file == null) {
            return new ConfigReader(new Settings(TomlFile.NONE, overrides)).reading();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException _) {
            var why = "is no text in UTF-8, so no TOML; name another file";
            throw new ConfigException(List.of(new ConfigProblem(file.toString(), why)));
        } catch (IOException unreadable) {
            var why = "cannot be read (%s); name a file that can".formatted(unreadable);
            throw new ConfigException(List.of(new ConfigProblem(file.toString(), why)));
        }
        return read(file.toString(), text, overrides);
    }

    /// Reads `text`.
    ///
    /// @param name what messages call it
    public static Reading read(String name, String text, Overrides overrides)
            throws ConfigException {
        return new ConfigReader(new Settings(TomlFile.parse(name, text), overrides)).reading();
    }

    /// Reads `text`, and values by key that win over it.
    public static ServerConfig parse(String name, String text, Map<String, String> overrides)
            throws ConfigException {
        return read(name, text, Overrides.of(overrides)).config;
    }

    /// The defaults, but for `overrides`.
    public static ServerConfig withoutFile(Map<String, String> overrides) throws ConfigException {
        return read(null, Overrides.of(overrides)).config;
    }

    private Reading reading() throws ConfigException {
        var node = node();
        var http = http(node);
        var raft = new RaftReader(settings).raft();
        var cluster = cluster(node);
        var snapshots = new SnapshotReader(settings);
        var config =
                new ServerConfig(
                        node,
                        http,
                        raft,
                        cluster,
                        snapshots.snapshots(),
                        new LimitReader(settings).limits(),
                        logging(),
                        metrics(),
                        new SecurityReader(settings).security(),
                        new TracingReader(settings).tracing(),
                        snapshots.storage());
        return new Reading(config, settings.finish());
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

    private Http http(Node node) {
        var enabled = settings.flag("http.enabled", true);
        var listen = clientAddress(enabled);
        if (listen.port() != 0 && listen.equals(node.listen())) {
            settings.complain(
                    "http.listen_addr",
                    "http.listen_addr must not be node.listen_addr: clients and members have a"
                            + " port each");
        }
        return new Http(enabled, listen);
    }

    /// Two keys speak of the port: the one that is told closer to the command line counts.
    private Address clientAddress(boolean enabled) {
        var zero = "HTTP port cannot be 0 when HTTP is enabled";
        var bounds = new Bounds(enabled ? 1 : 0, Address.PORT_MAX, zero);
        var port = (int) settings.number("http.port", CLIENT_PORT.port(), bounds);
        var listen =
                settings.address(
                        "http.listen_addr",
                        CLIENT_PORT.withPort(port),
                        "http.listen_addr cannot be empty");
        var closer = settings.layer("http.port").compareTo(settings.layer("http.listen_addr"));
        if (closer == 0 && settings.has("http.port") && listen.port() != port) {
            settings.complain(
                    "http.port",
                    "http.port is %d, but http.listen_addr is %s: give one of them"
                            .formatted(port, listen));
        }
        var address = closer > 0 ? listen.withPort(port) : listen;
        var decisive = closer > 0 ? "http.port" : "http.listen_addr";
        settings.tell("http.port", Integer.toString(address.port()), decisive);
        settings.tell("http.listen_addr", "\"%s\"".formatted(address), decisive);
        return address;
    }

    private Cluster cluster(Node node) {
        var name = settings.text("cluster.name", "balsa");
        var bootstrap = settings.flag("cluster.bootstrap", false);
        var isJoining = settings.flag("cluster.join", false);
        var peers = new PeerReader(settings, node, isJoining).peers();
        if (isJoining && bootstrap) {
            settings.complain(
                    "cluster.join",
                    "cluster.join and cluster.bootstrap exclude each other: a member founds a"
                            + " cluster or joins one");
        } else if (isJoining && peers.isEmpty()) {
            settings.complain(
                    "cluster.join",
                    "cluster.join needs to know the first members of the cluster: list them under"
                            + " [[cluster.peers]]");
        }
        return new Cluster(name, bootstrap, isJoining, peers);
    }

    private Logging logging() {
        return new Logging(
                settings.choice("logging.level", Level.INFO),
                settings.choice("logging.format", Format.TEXT));
    }

    private Metrics metrics() {
        return new Metrics(
                settings.flag("metrics.enabled", true),
                settings.addressIfAny("metrics.listen_addr"));
    }
}
