package io.balsa.cli.serve;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.LogLevel;
import io.balsa.server.Server;
import io.balsa.server.StartException;
import io.balsa.server.config.ConfigException;
import io.balsa.server.config.ConfigReader;
import io.balsa.server.config.ServerConfig;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/// `balsa serve`.
@Command(
        name = "serve",
        description = {
            "Runs one member until SIGTERM or Ctrl-C, which end it cleanly with 0.",
            "Options win over the file. A member that has to stop ends with 1 and says why."
        })
public final class ServeCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "TOML; without it, a member with the defaults.")
    private @Nullable Path config;

    @Option(names = "--node-id", paramLabel = "ID", description = "node.node_id")
    private @Nullable String nodeId;

    @Option(
            names = "--listen-addr",
            paramLabel = "HOST:PORT",
            description = "node.listen_addr: where it listens for other members")
    private @Nullable String listenAddress;

    @Option(names = "--data-dir", paramLabel = "FOLDER", description = "node.data_dir")
    private @Nullable String dataDirectory;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "http.port: where it listens for clients, HTTP and gRPC alike")
    private @Nullable String httpPort;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of the file, such as raft.election_timeout_ms=2000.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--log-level",
            defaultValue = "info",
            paramLabel = "LEVEL",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LogLevel logLevel = LogLevel.INFO;

    @Option(
            names = "--end-with-stdin",
            description = "End when the standard input does: with the process at its other end.")
    private boolean endsWithStdin;

    @Override
    public Integer call() throws InterruptedException {
        logLevel.apply();
        if (endsWithStdin) {
            Ending.followStdin();
        }
        var server = start();
        Ending.onSignal(server);
        try {
            server.termination().join();
            return ExitCode.OK;
        } catch (CompletionException failure) {
            var cause = failure.getCause() == null ? failure : failure.getCause();
            throw Failure.failed("the member had to stop: " + cause.getMessage(), cause);
        }
    }

    private Server start() {
        try {
            return Server.start(configuration());
        } catch (ConfigException failure) {
            throw Failure.usage(String.valueOf(failure.getMessage()));
        } catch (StartException failure) {
            throw Failure.failed(String.valueOf(failure.getMessage()), failure);
        }
    }

    private ServerConfig configuration() throws ConfigException {
        var overrides = overrides();
        return config == null
                ? ConfigReader.withoutFile(overrides)
                : ConfigReader.read(config, overrides);
    }

    private Map<String, String> overrides() {
        var overrides = new LinkedHashMap<>(settings);
        put(overrides, "node.node_id", nodeId);
        put(overrides, "node.listen_addr", listenAddress);
        put(overrides, "node.data_dir", dataDirectory);
        put(overrides, "http.port", httpPort);
        return overrides;
    }

    private static void put(Map<String, String> overrides, String key, @Nullable String value) {
        if (value != null) {
            overrides.put(key, value);
        }
    }
}
