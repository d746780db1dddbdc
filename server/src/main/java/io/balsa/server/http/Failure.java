package io.balsa.server.http;

import io.balsa.kv.store.Problem;
import io.balsa.raft.core.MemberId;
import io.balsa.server.group.GroupFailure;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.RequestFailure;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// A request that did not get its answer, before it is put into the form of its family of routes.
///
/// @param status that HTTP has for it
/// @param reason a word for programs
/// @param message for people
/// @param outcome what became of the request
/// @param leader who decides instead, where this is known and makes a difference
public record Failure(
        int status, String reason, String message, Outcome outcome, @Nullable MemberId leader) {

    /// What became of a request that failed.
    public enum Outcome {
        /// It made no sense, so there was nothing to do.
        REFUSED,
        /// It was not done and never will be.
        NOT_DONE,
        /// It may have been done, or still will be.
        UNKNOWN
    }

    /// Writes a failure down as its family of routes does.
    @FunctionalInterface
    public interface Form {
        HttpResponse of(Failure failure);
    }

    static Failure of(BadRequest wrong) {
        return refused(400, "BadRequest", String.valueOf(wrong.getMessage()));
    }

    static Failure of(Problem problem) {
        return refused(status(problem), word(problem), problem.message());
    }

    private static Failure refused(int status, String reason, String message) {
        return new Failure(status, reason, message, Outcome.REFUSED, null);
    }

    static Failure of(RequestFailure failure) {
        return new Failure(
                status(failure.kind()),
                word(failure.kind()),
                String.valueOf(failure.getMessage()),
                failure.mayHaveHappened() ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                null);
    }

    static Failure of(GroupFailure failure) {
        return new Failure(
                status(failure.reason()),
                word(failure.reason()),
                String.valueOf(failure.getMessage()),
                failure.mayHaveHappened() ? Outcome.UNKNOWN : Outcome.REFUSED,
                failure.leader());
    }

    /// `NO_LEADER` is `NoLeader`.
    private static String word(Enum<?> constant) {
        var word = new StringBuilder();
        for (var part : constant.name().split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }

    private static int status(Problem problem) {
        return switch (problem) {
            case REQUEST_TOO_LARGE -> 413;
            case SESSION_UNKNOWN, SERIAL_FORGOTTEN -> 409;
            case MALFORMED_COMMAND, UNKNOWN_FORMAT -> 500;
            case KEY_NOT_PROVIDED,
                    KEY_NOT_FOUND,
                    TOO_MANY_OPERATIONS,
                    DUPLICATE_KEY,
                    FUTURE_REVISION,
                    COMPACTED,
                    TOO_DEEP,
                    BAD_SESSION ->
                    400;
        };
    }

    private static int status(RequestFailure.Kind kind) {
        return switch (kind) {
            case OVERLOADED -> 429;
            case DISK_FULL -> 507;
            case TOO_LARGE -> 413;
            case NO_LEADER, LEADER_CHANGED, STOPPED -> 503;
            case LEADER_LOST, TIMED_OUT -> 504;
        };
    }

    private static int status(GroupFailure.Reason reason) {
        return switch (reason) {
            case INVALID -> 400;
            case UNKNOWN_MEMBER -> 404;
            case ALREADY_FOUNDED, REFUSED -> 409;
            case NO_LEADER, NOT_LEADER, LEADER_CHANGED, STOPPED -> 503;
            case OVERLOADED -> 429;
            case DISK_FULL -> 507;
            case TIMED_OUT -> 504;
        };
    }
}
