package io.balsa.cli.console;

/// Where a person may be watching.
public final class Terminal {
    /// Set by the launcher, which can tell: Java knows of input and output alone.
    private static final String ERROR_IS_WATCHED = "balsa.stderr.terminal";

    private Terminal() {}

    /// Whether input and output are both a terminal, not a file or another program.
    // Since Java 25 there is no console without a terminal, which the check does not know.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isThere() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// Whether the error output is a terminal.
    public static boolean isErrorWatched() {
        var told = System.getProperty(ERROR_IS_WATCHED);
        return told == null ? isThere() : told.equals("true");
    }
}
