package io.balsa.cli;

import static java.util.Objects.requireNonNullElse;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The command `balsa`. A usage error ends with exit code 2, a failure with 1.
@Command(
        name = "balsa",
        description = "A replicated key-value store that keeps what it acknowledged.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
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
