package io.balsa.cli.config;

import io.balsa.server.config.Overrides;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the command line tells a member beside its file: a few keys by options of their own, all
/// others by `--set`.
public final class ConfigOptions {
    @Option(
            names = "--node-id",
            paramLabel = "ID",
            description = "node.node_id, also as NODE_ID in the environment")
    private @Nullable String nodeId;

    @Option(
            names = "--listen-addr",
            paramLabel = "HOST:PORT",
            description = "node.listen_addr: where it listens for other members; LISTEN_ADDR")
    private @Nullable String listenAddress;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "node.data_dir: holds all its data; DATA_DIR")
    private @Nullable String dataDirectory;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "http.port: where it listens for clients, HTTP and gRPC alike; HTTP_PORT")
    private @Nullable String httpPort;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "logging.level: trace, debug, info, warn or error; LOG_LEVEL")
    private @Nullable String logLevel;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Any key of the file, such as raft.election_timeout_ms=2000;",
                "in the environment BALSA_RAFT_ELECTION_TIMEOUT_MS, and so on."
            })
    private Map<String, String> settings = new LinkedHashMap<>();

    /// These options, and what the environment of the process says.
    public Overrides overrides() {
        var overrides =
                Overrides.none()
                        .variables(System.getenv())
                        .option("--node-id", "node.node_id", nodeId)
                        .option("--listen-addr", "node.listen_addr", listenAddress)
                        .option("--data-dir", "node.data_dir", dataDirectory)
                        .option("--http-port", "http.port", httpPort)
                        .option("--log-level", "logging.level", logLevel);
        settings.forEach(overrides::set);
        return overrides;
    }
}
