package io.balsa.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;

/// Runs a command in this process.
public final class Cli {
    private Cli() {}

    /// What it ended with, and what it printed.
    public record Outcome(int exitCode, String out, String err) {}

    /// Runs a command whose output somebody reads meanwhile, and says what it ended with.
    public static int runInto(Writer reader, String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(reader)).execute(arguments);
    }

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
