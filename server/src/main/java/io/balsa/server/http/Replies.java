package io.balsa.server.http;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.server.group.GroupFailure;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.Answer;
import io.balsa.server.store.Causes;
import io.balsa.server.store.RequestFailure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Answers requests from what the store or the group says: results in the form of the route,
/// failures in the form of the route's family.
///
/// @param failures that form
public record Replies(Failure.Form failures) {
    /// JSON and Base64 are not made on the thread that applies commands.
    private static final Executor ELSEWHERE = Thread::startVirtualThread;

    /// Asks for something.
    @FunctionalInterface
    public interface Question<T> {
        CompletableFuture<T> ask() throws BadRequest;
    }

    /// Answers with a result of the store.
    public CompletionStage<HttpResponse> store(
            Question<Answer> question, Function<KvResult, HttpResponse> form) {
        return answer(question, answer -> form.apply(answer.result()));
    }

    /// Answers with a result of the store, and where it was decided.
    public CompletionStage<HttpResponse> answer(
            Question<Answer> question, Function<Answer, HttpResponse> form) {
        return any(
                question,
                answer ->
                        answer.result() instanceof Rejected(_, var problem)
                                ? failures.of(Failure.of(problem))
                                : form.apply(answer));
    }

    /// Answers with anything that may be awaited.
    public <T> CompletionStage<HttpResponse> any(
            Question<T> question, Function<T, HttpResponse> form) {
        try {
            return question.ask().thenApplyAsync(form, ELSEWHERE).exceptionally(this::failure);
        } catch (BadRequest wrong) {
            return refusal(wrong);
        }
    }

    /// Answers a request that makes no sense.
    public CompletionStage<HttpResponse> refusal(BadRequest wrong) {
        return completedStage(failures.of(Failure.of(wrong)));
    }

    private HttpResponse failure(Throwable failure) {
        return switch (Causes.of(failure)) {
            case RequestFailure known -> failures.of(Failure.of(known));
            case GroupFailure known -> failures.of(Failure.of(known));
            case Throwable unknown -> throw new CompletionException(unknown);
        };
    }
}
