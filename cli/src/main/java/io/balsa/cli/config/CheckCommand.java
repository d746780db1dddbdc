package io.balsa.cli.config;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.console.Table;
import io.balsa.server.config.ConfigException;
import io.balsa.server.config.ConfigReader;
import io.balsa.server.config.Told;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `balsa config check`.
@Command(
        name = "check",
        description = {
            "Shows what a member would be told, and where each value comes from.",
            "Takes the options of serve, and starts nothing. A configuration with mistakes ends",
            "with 2, and all of them are printed, a line each."
        })
public final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "TOML; without it, the defaults.")
    private @Nullable Path file;

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table, json, or simple for TOML (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() {
        try {
            var settings = ConfigReader.read(file, options.overrides()).settings();
            var out = spec.commandLine().getOut();
            out.print(
                    switch (output) {
                        case SIMPLE -> toml(settings);
                        case TABLE -> table(settings);
                        case JSON -> Json.text(json(settings)) + "\n";
                    });
            out.flush();
            return ExitCode.OK;
        } catch (ConfigException failure) {
            throw Failure.usage(String.valueOf(failure.getMessage()));
        }
    }

    private static String table(List<Told> settings) {
        var table = new Table("key", "value", "from");
        for (var told : settings) {
            var value = told.value().isEmpty() ? "(none)" : told.value();
            table.row(told.key(), value, told.place());
        }
        return table.text();
    }

    /// A file that says the same; the tables of the peers come last, as they must.
    private static String toml(List<Told> settings) {
        var text = new StringBuilder();
        settings.stream()
                .filter(told -> !told.value().isEmpty() && !told.key().contains("["))
                .forEach(told -> line(text, told.key(), told));
        var table = "";
        for (var told : settings) {
            var bracket = told.key().indexOf(']');
            if (bracket < 0) {
                continue;
            }
            var own = told.key().substring(0, bracket + 1);
            if (!own.equals(table)) {
                table = own;
                text.append("\n[[%s]]\n".formatted(own.substring(0, own.indexOf('['))));
            }
            line(text, told.key().substring(bracket + 2), told);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, Told told) {
        text.append("%s = %s # %s\n".formatted(key, told.value(), told.place()));
    }

    private static ArrayNode json(List<Told> settings) {
        var all = Json.array();
        for (var told : settings) {
            all.addObject()
                    .put("key", told.key())
                    .put("value", told.value())
                    .put("from", told.place());
        }
        return all;
    }
}
