package io.balsa.cli.console;

/// What a command ends with. Scripts rely on these numbers.
public final class ExitCode {
    public static final int OK = 0;

    /// The command was understood and answered, but did not do what was asked: a key that is not
    /// there, a refused write, a member that failed.
    public static final int FAILED = 1;

    /// The command line or the configuration makes no sense.
    public static final int USAGE = 2;

    /// No member could be reached.
    public static final int UNREACHABLE = 3;

    /// Nothing was changed, and the same command may work in a moment: no leader, too much to do,
    /// no answer in time.
    public static final int NOT_NOW = 4;

    /// Whether it was done is not known: look before it is repeated.
    public static final int UNKNOWN = 5;

    private ExitCode() {}
}
