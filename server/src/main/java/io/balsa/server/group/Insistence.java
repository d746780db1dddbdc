package io.balsa.server.group;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.node.RaftException;
import io.balsa.server.store.Causes;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Asks the member again for a while when it refused for want of a leader, or because another
/// change has not ended yet: for an operator both are over in a moment.
///
/// @param <T> the answer
final class Insistence<T> {
    private static final long DELAY_MILLIS = 20;
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(DELAY_MILLIS, MILLISECONDS);

    private final long since = System.nanoTime();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Supplier<CompletableFuture<T>> attempt;
    private final long patienceNanos;

    private Insistence(Supplier<CompletableFuture<T>> attempt, long patienceNanos) {
        this.attempt = attempt;
        this.patienceNanos = patienceNanos;
    }

    static <T> CompletableFuture<T> on(Supplier<CompletableFuture<T>> attempt, long patienceNanos) {
        var insistence = new Insistence<>(attempt, patienceNanos);
        insistence.tryOnce();
        return insistence.answer;
    }

    private void tryOnce() {
        var _ = attempt.get().whenComplete(this::onEnd);
    }

    @SuppressWarnings("NullAway") // Without a failure the result is whatever the type says.
    private void onEnd(@Nullable T result, @Nullable Throwable failure) {
        if (failure == null) {
            answer.complete(result);
            return;
        }
        var cause = Causes.of(failure);
        if (isPassing(cause) && System.nanoTime() - since < patienceNanos) {
            LATER.execute(this::tryOnce);
        } else if (cause instanceof RaftException known) {
            answer.completeExceptionally(GroupFailure.of(known));
        } else {
            answer.completeExceptionally(cause);
        }
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof RaftException.ChangeRefused refused
                && switch (refused.reason()) {
                    case ChangeRefusal.NotLeader(var leader) -> leader == null;
                    case ChangeRefusal.NotReady _,
                            ChangeRefusal.InProgress _,
                            ChangeRefusal.Transferring _ ->
                            true;
                    default -> false;
                };
    }
}
