package io.balsa.server.http;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.Problem;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.Answer;
import io.balsa.server.store.RequestFailure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Answers requests from what the store says: results in the form of the route, failures with a
/// status and in the form of the route's family.
enum StoreReplies {
    /// `{"error":"…"}`, and whether a write that failed may have happened.
    ERROR {
        @Override
        HttpResponse failure(int status, String message) {
            return Json.response(status, body -> body.put("error", message));
        }

        @Override
        HttpResponse failure(int status, RequestFailure failure) {
            return Json.response(
                    status,
                    body ->
                            body.put("error", failure.getMessage())
                                    .put("may_have_happened", failure.mayHaveHappened()));
        }
    },
    /// `{"Err":"…"}`, beside `{"Ok":…}` for what went well.
    OK_OR_ERR {
        @Override
        HttpResponse failure(int status, String message) {
            return Json.response(status, body -> body.put("Err", message));
        }

        @Override
        HttpResponse failure(int status, RequestFailure failure) {
            var outcome =
                    failure.mayHaveHappened() ? "; it may have been done" : "; it was not done";
            return failure(status, failure.getMessage() + outcome);
        }
    };

    /// JSON and Base64 are not made on the thread that applies commands.
    private static final Executor ELSEWHERE = Thread::startVirtualThread;

    abstract HttpResponse failure(int status, String message);

    abstract HttpResponse failure(int status, RequestFailure failure);

    /// Asks the store.
    interface Question {
        CompletableFuture<Answer> ask() throws BadRequest;
    }

    CompletionStage<HttpResponse> reply(Question question, Function<KvResult, HttpResponse> form) {
        try {
            return question.ask()
                    .thenApplyAsync(answer -> reply(answer.result(), form), ELSEWHERE)
                    .exceptionally(this::failure);
        } catch (BadRequest wrong) {
            return completedStage(failure(400, String.valueOf(wrong.getMessage())));
        }
    }

    private HttpResponse reply(KvResult result, Function<KvResult, HttpResponse> form) {
        return result instanceof Rejected(_, var problem)
                ? failure(status(problem), problem.message())
                : form.apply(result);
    }

    private HttpResponse failure(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RequestFailure known) {
            return failure(status(known.kind()), known);
        }
        throw new CompletionException(cause);
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
}
