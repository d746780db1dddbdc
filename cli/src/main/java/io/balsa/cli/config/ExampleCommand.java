package io.balsa.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.cli.console.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `balsa config example`.
@Command(
        name = "example",
        description = {
            "Prints a configuration with every key, explained. It starts as it is:",
            "balsa config example > config.toml; balsa serve --config config.toml"
        })
public final class ExampleCommand implements Callable<Integer> {
    private static final String EXAMPLE = "config.toml.example";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        try (var example =
                requireNonNull(ExampleCommand.class.getResourceAsStream(EXAMPLE), EXAMPLE)) {
            out.print(new String(example.readAllBytes(), UTF_8));
        }
        out.flush();
        return ExitCode.OK;
    }
}
