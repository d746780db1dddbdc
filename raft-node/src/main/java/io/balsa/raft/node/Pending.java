package io.balsa.raft.node;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// A command whose caller waits for its result.
///
/// @param answer null when nobody waits
record Pending<R>(ByteBuffer command, @Nullable CompletableFuture<Applied<R>> answer, long expiry)
        implements Expiring {

    /// A command whose result is awaited as long as it takes.
    Pending(ByteBuffer command, CompletableFuture<Applied<R>> answer) {
        this(command, answer, Long.MAX_VALUE);
    }

    int bytes() {
        return command.remaining();
    }

    boolean isAwaited() {
        return answer != null;
    }

    void complete(Applied<R> result) {
        if (answer != null) {
            answer.complete(result);
        }
    }

    void fail(RaftException reason) {
        if (answer != null) {
            answer.completeExceptionally(reason);
        }
    }

    @Override
    public boolean isAnswered() {
        return answer == null || answer.isDone();
    }

    @Override
    public void expire() {
        fail(
                new RaftException.OutcomeUnknown(
                        "no answer came in time; the command may have been applied, or may yet"
                                + " be"));
    }
}
