package io.balsa.cli;

import static java.util.Objects.requireNonNullElse;

import io.balsa.cli.bench.BenchCommand;
import io.balsa.cli.cluster.ClusterCommand;
import io.balsa.cli.cluster.StatusCommand;
import io.balsa.cli.completion.CompletionCommand;
import io.balsa.cli.config.ConfigCommand;
import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Logging;
import io.balsa.cli.console.Output;
import io.balsa.cli.demo.DemoCommand;
import io.balsa.cli.keys.CasCommand;
import io.balsa.cli.keys.DelCommand;
import io.balsa.cli.keys.GetCommand;
import io.balsa.cli.keys.PutCommand;
import io.balsa.cli.keys.RangeCommand;
import io.balsa.cli.serve.ServeCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// The command `balsa`.
@Command(
        name = "balsa",
        description = "A replicated key-value store that keeps what it acknowledged.",
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ConfigCommand.class,
            PutCommand.class,
            GetCommand.class,
            RangeCommand.class,
            CasCommand.class,
            DelCommand.class,
            ClusterCommand.class,
            StatusCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done: not found, refused, or a member that failed",
            "2:the command line or the configuration makes no sense",
            "3:no member could be reached",
            "4:not now, nothing was changed: no leader, overloaded, no answer in time",
            "5:unknown whether it was done: look before you repeat it"
        })
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // The command line reads it.
    private boolean isHelpWanted;

    @Option(
            names = {"-v", "-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version and end.")
    @SuppressWarnings("UnusedVariable") // The command line reads it.
    private boolean isVersionWanted;

    private Main() {}

    public static void main(String[] arguments) {
        Logging.apply("WARN", "TEXT");
        System.exit(exitCode(arguments));
    }

    /// An error must end the process too, whatever threads there are.
    private static int exitCode(String[] arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (Error failure) {
            failure.printStackTrace();
            return ExitCode.FAILED;
        }
    }

    /// The whole command line, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(
                        (failure, arguments) -> explainUsage(failure, List.of(arguments)))
                .setExecutionExceptionHandler(
                        (failure, command, line) -> explain(failure, command, line.originalArgs()));
    }

    /// What is wrong, and where to read on: the whole help would hide it.
    private static int explainUsage(ParameterException failure, List<String> arguments) {
        var command = failure.getCommandLine();
        var suggestions = new StringWriter();
        UnmatchedArgumentException.printSuggestions(failure, new PrintWriter(suggestions, true));
        var help = "See '%s --help'.".formatted(command.getCommandSpec().qualifiedName());
        var remedy = suggestions + dashes(command, arguments) + help;
        return tell(Failure.usage("" + failure.getMessage()).remedy(remedy), command, arguments);
    }

    /// A key may begin as an option does.
    private static String dashes(CommandLine command, List<String> arguments) {
        var spec = command.getCommandSpec();
        var isOneStrange =
                !arguments.contains("--")
                        && arguments.stream()
                                .filter(argument -> argument.matches("-.+"))
                                .anyMatch(argument ->
                                        spec.findOption(argument.split("=", 2)[0]) == null);
        return isOneStrange ? "What begins with - and is no option goes behind --.\n" : "";
    }

    /// One line for what was to be expected, everything for what was not.
    private static int explain(Exception failure, CommandLine command, List<String> arguments) {
        if (failure instanceof Failure expected) {
            return tell(expected, command, arguments);
        }
        if (!Output.isJsonAskedFor(arguments)) {
            failure.printStackTrace(command.getErr());
        }
        return tell(Failure.failed("a bug: " + failure, failure), command, arguments);
    }

    private static int tell(Failure failure, CommandLine command, List<String> arguments) {
        var err = command.getErr();
        err.println(Output.isJsonAskedFor(arguments) ? failure.json() : "balsa: " + failure.text());
        return failure.exitCode();
    }

    /// The version that the build wrote into the jar.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"balsa " + requireNonNullElse(version, "(unpackaged)")};
        }
    }
}
