package io.balsa.cli.console;

import org.jspecify.annotations.Nullable;

/// Ends a command with a message for people, which says what to do, and an exit code.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /// Ends with one of [ExitCode].
    public static Failure of(int exitCode, String message, @Nullable Throwable cause) {
        return new Failure(exitCode, message, cause);
    }

    /// It did not do what was asked.
    public static Failure failed(String message) {
        return new Failure(ExitCode.FAILED, message, null);
    }

    /// It did not do what was asked, and `cause` knows more.
    public static Failure failed(String message, Throwable cause) {
        return new Failure(ExitCode.FAILED, message, cause);
    }

    /// The command line makes no sense.
    public static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message, null);
    }

    /// No member could be reached.
    public static Failure unreachable(String message) {
        return new Failure(ExitCode.UNREACHABLE, message, null);
    }

    /// One of [ExitCode].
    public int exitCode() {
        return exitCode;
    }
}
