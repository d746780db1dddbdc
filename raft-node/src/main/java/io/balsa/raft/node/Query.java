package io.balsa.raft.node;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A question to the state machine whose caller waits for the answer.
record Query<T>(Supplier<T> question, CompletableFuture<T> answer) {
    /// Asks; on the apply lane, like everything that touches the state machine.
    void ask() {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    void fail(RaftException reason) {
        answer.completeExceptionally(reason);
    }
}
