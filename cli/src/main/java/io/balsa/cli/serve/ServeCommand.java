package io.balsa.cli.serve;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.cli.config.ConfigOptions;
import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Logging;
import io.balsa.cli.console.Terminal;
import io.balsa.server.Logs;
import io.balsa.server.Server;
import io.balsa.server.StartException;
import io.balsa.server.config.ConfigException;
import io.balsa.server.config.ConfigReader;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// `balsa serve`.
@Command(
        name = "serve",
        description = {
            "Runs one member until SIGTERM or Ctrl-C, which end it cleanly with 0.",
            "Options win over the environment, that over the file.",
            "A member that has to stop ends with 1 and says why."
        })
public final class ServeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "TOML; without it, a member with the defaults.")
    private @Nullable Path config;

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--end-with-stdin",
            description = "End when the standard input does: with the process at its other end.")
    private boolean endsWithStdin;

    @Override
    public Integer call() throws InterruptedException {
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

    /// Tells whoever watches what takes so long, once that is over a second.
    private void explain(Path folder, AtomicBoolean isUp) {
        if (Terminal.isErrorWatched()) {
            var err = spec.commandLine().getErr();
            CompletableFuture.delayedExecutor(1, SECONDS)
                    .execute(() -> {
                        if (!isUp.get()) {
                            err.println("starting: reading what is in %s …".formatted(folder));
                            err.flush();
                        }
                    });
        }
    }

    private Server start() {
        try {
            var configuration = ConfigReader.read(config, options.overrides()).config();
            var logging = configuration.logging();
            Logging.apply(logging.level().name(), logging.format().name());
            Logs.install();
            var isUp = new AtomicBoolean();
            explain(configuration.node().dataDirectory(), isUp);
            try {
                return Server.start(configuration);
            } finally {
                isUp.set(true);
            }
        } catch (ConfigException failure) {
            throw Failure.usage(String.valueOf(failure.getMessage()));
        } catch (StartException failure) {
            throw Failure.failed(String.valueOf(failure.getMessage()), failure);
        }
    }
}
