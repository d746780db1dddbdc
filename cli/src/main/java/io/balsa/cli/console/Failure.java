package io.balsa.cli.console;

import org.jspecify.annotations.Nullable;

/// Ends a command with a message for people, which says what to do, and an exit code. For programs
/// the same stands in [#json].
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final transient Story story;

    /// What happened.
    ///
    /// @param code in a word, for programs
    /// @param member that was asked, `host:port`; null where it is not about one
    /// @param remedy what to do about it; empty where the message says all
    /// @param mayHaveHappened may what was asked for have been done, or be done yet?
    public record Story(
            String code, @Nullable String member, String remedy, boolean mayHaveHappened) {
        Story(String code) {
            this(code, null, "", false);
        }
    }

    private Failure(int exitCode, String message, Story story, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.story = story;
    }

    /// Ends with one of [ExitCode].
    public static Failure of(int exitCode, String message, Story story, @Nullable Throwable cause) {
        return new Failure(exitCode, message, story, cause);
    }

    /// It did not do what was asked.
    public static Failure failed(String message) {
        return new Failure(ExitCode.FAILED, message, new Story("failed"), null);
    }

    /// It did not do what was asked, and `cause` knows more.
    public static Failure failed(String message, Throwable cause) {
        return new Failure(ExitCode.FAILED, message, new Story("failed"), cause);
    }

    /// There is no such key.
    public static Failure notFound(String message) {
        return new Failure(ExitCode.FAILED, message, new Story("not_found"), null);
    }

    /// The command line makes no sense.
    public static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message, new Story("usage"), null);
    }

    /// No member could be reached.
    public static Failure unreachable(String message) {
        return new Failure(ExitCode.UNREACHABLE, message, new Story("unreachable"), null);
    }

    /// Nothing was changed, and it may work in a moment.
    public static Failure notNow(String message) {
        return new Failure(ExitCode.NOT_NOW, message, new Story("not_now"), null);
    }

    /// The same, with what to do about it.
    public Failure remedy(String remedy) {
        var told = new Story(story.code, story.member, remedy, story.mayHaveHappened);
        return new Failure(exitCode, "" + getMessage(), told, getCause());
    }

    /// The same, about this member.
    public Failure at(String member) {
        var told = new Story(story.code, member, story.remedy, story.mayHaveHappened);
        return new Failure(exitCode, "" + getMessage(), told, getCause());
    }

    /// One of [ExitCode].
    public int exitCode() {
        return exitCode;
    }

    /// For people: what happened, and in lines of their own what to do, and whether to doubt.
    public String text() {
        return getMessage()
                + (story.remedy.isEmpty() ? "" : "\n" + story.remedy)
                + (story.mayHaveHappened
                        ? "\nIt may have happened all the same: look before you repeat it."
                        : "");
    }

    /// For programs: one object, on one line.
    public String json() {
        return Json.object()
                .put("code", story.code)
                .put("exit_code", exitCode)
                .put("message", getMessage())
                .put("member", story.member)
                .put("remedy", story.remedy)
                .put("may_have_happened", story.mayHaveHappened)
                .toString();
    }
}
