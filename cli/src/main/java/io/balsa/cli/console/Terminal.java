package io.balsa.cli.console;

/// Where a person may be watching.
public final class Terminal {
    private Terminal() {}

    /// Whether input and output are both a terminal, not a file or another program.
    // Since Java 25 there is no console without a terminal, which the check does not know.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isThere() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
