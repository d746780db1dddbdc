package io.balsa.raft.node;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A question to the state machine whose caller waits for the answer.
record Query<T>(Supplier<T> question, CompletableFuture<T> answer, long expiry)
        implements Expiring {

    /// Asks, unless nobody waits any more; on the apply lane, like everything that touches the
    /// state machine.
    void ask() {
        if (answer.isDone()) {
            return;
        }
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    void fail(RaftException reason) {
        answer.completeExceptionally(reason);
    }

    @Override
    public boolean isAnswered() {
        return answer.isDone();
    }

    @Override
    public void expire() {
        fail(new RaftException.TimedOut("the read was not answered in time; try again"));
    }
}
