package io.balsa.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs a command in this process.
public final class Cli {
    private Cli() {}

    /// What it ended with, and what it printed.
    public record Outcome(int exitCode, String out, String err) {}

    public static Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
