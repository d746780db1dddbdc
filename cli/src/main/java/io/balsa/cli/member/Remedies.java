package io.balsa.cli.member;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.client.CallFailure;
import io.balsa.client.Endpoint;
import io.balsa.client.Reason;

import java.util.List;
import java.util.Locale;

/// What to do when a call has failed.
public final class Remedies {
    private static final String LOOK = "'balsa cluster status' shows who is there.";

    private Remedies() {}

    static Failure explain(CallFailure failure) {
        var story =
                new Failure.Story(
                        failure.reason().name().toLowerCase(Locale.ROOT),
                        failure.member().map(Endpoint::toString).orElse(null),
                        remedy(failure.reason()),
                        failure.mayHaveHappened());
        return Failure.of(exitCode(failure), "" + failure.getMessage(), story, failure);
    }

    /// No member answered.
    ///
    /// @param words what was heard of each member
    public static Failure nobody(List<String> words) {
        return Failure.unreachable("no member answered. " + String.join("; ", words))
                .remedy("Are they running? 'balsa demo' starts three; --endpoints names others.");
    }

    private static int exitCode(CallFailure failure) {
        if (failure.mayHaveHappened()) {
            return ExitCode.UNKNOWN;
        }
        if (failure.reason() == Reason.UNREACHABLE) {
            return ExitCode.UNREACHABLE;
        }
        return failure.reason().isPassing() ? ExitCode.NOT_NOW : ExitCode.FAILED;
    }

    private static String remedy(Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "Is it running, and is that its port for clients? " + LOOK;
            case NO_LEADER ->
                    "More than half of the voters must be up and reach each other. " + LOOK;
            case NOT_LEADER -> "Add the leader to --endpoints. " + LOOK;
            case OVERLOADED, STOPPED -> "Try again in a moment.";
            case TIMED_OUT -> LOOK + " --timeout gives it longer.";
            case DISK_FULL -> "Make room on the disk of that member.";
            case UNAUTHENTICATED ->
                    "--admin-token-file names a file with the token, --cert a certificate.";
            case UNKNOWN_MEMBER -> "'balsa cluster status' lists the members.";
            case ALREADY_INITIALIZED -> "'balsa cluster status' shows its group.";
            case SESSION_LOST -> "Try again.";
            case INTERNAL -> "Is that a Balsa member's port for clients? Its log says more.";
            case INVALID, TOO_LARGE, CHANGE_REFUSED, CLOSED -> "";
        };
    }
}
