package io.balsa.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for answers.
final class Blocking {
    private Blocking() {}

    /// Waits for the answer of something that changes nothing.
    ///
    /// @throws CallFailure if there is none, or the thread was interrupted
    static <T> T read(CompletableFuture<T> answer) {
        return await(answer, false);
    }

    /// Waits for the answer of something that may change something.
    ///
    /// @throws CallFailure if there is none, or the thread was interrupted
    static <T> T change(CompletableFuture<T> answer) {
        return await(answer, true);
    }

    private static <T> T await(CompletableFuture<T> answer, boolean changes) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof CallFailure known
                    ? new CallFailure(
                            known.reason(),
                            "" + known.getMessage(),
                            known.mayHaveHappened(),
                            known.leader().orElse(null),
                            known)
                    : new CallFailure(
                            Reason.INTERNAL, "" + failure.getCause(), changes, null, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallFailure(
                    Reason.CLOSED, "interrupted while waiting", changes, null, interrupted);
        }
    }
}
