package io.balsa.server.store;

import io.balsa.raft.node.RaftException;
import io.balsa.server.store.RequestFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A request to the group under way: tried until it has an answer, or a failure that must not be
/// tried again, or its time is up.
///
/// @param <R> what the group answers
/// @param <A> what the client is answered
final class Request<R, A> implements Deadlines.Waiting {
    /// Shorter than any election, and long enough that many who wait do no harm.
    private static final long FIRST_DELAY_NANOS = 5_000_000;

    private static final long DELAY_NANOS_MAX = 200_000_000;

    private final long since = System.nanoTime();
    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private final Deadlines deadlines;
    private final Supplier<CompletableFuture<R>> attempt;
    private final Function<R, A> form;
    private final Again again;
    private final UnaryOperator<RequestFailure> explanation;
    private long delay = FIRST_DELAY_NANOS;

    // Guarded by this: an attempt never begins once the client was told that none is under way.
    private boolean isOver;
    private boolean mayHaveHappened;
    private @Nullable RequestFailure setback;

    /// What it means to try again.
    enum Again {
        /// A write that must not be done twice: only when it certainly was not done.
        NEVER_TWICE,
        /// A write that the store recognises.
        RECOGNISED,
        /// A read.
        HARMLESS
    }

    /// @param attempt fails with a [RequestFailure] when another one is of no use
    /// @param explanation says more of a failure before the client is told
    Request(
            Deadlines deadlines,
            Supplier<CompletableFuture<R>> attempt,
            Function<R, A> form,
            Again again,
            UnaryOperator<RequestFailure> explanation) {
        this.deadlines = deadlines;
        this.attempt = attempt;
        this.form = form;
        this.again = again;
        this.explanation = explanation;
    }

    CompletableFuture<A> start() {
        deadlines.add(this);
        var _ = attempt.get().whenComplete(this::onEnd);
        return answer;
    }

    private void tryAgain() {
        synchronized (this) {
            if (isOver) {
                return;
            }
            setback = null;
        }
        var _ = attempt.get().whenComplete(this::onEnd);
    }

    private void onEnd(@Nullable R result, @Nullable Throwable failure) {
        if (failure == null) {
            succeed(result);
        } else if (Causes.of(failure) instanceof RaftException known) {
            var reason = RequestFailure.of(known);
            onFailure(reason, isWorthAnotherTry(reason));
        } else if (Causes.of(failure) instanceof RequestFailure refusal) {
            onFailure(refusal, false);
        } else {
            deadlines.remove(this);
            answer.completeExceptionally(Causes.of(failure));
        }
    }

    @SuppressWarnings("NullAway") // Without a failure the result is whatever the type says.
    private void succeed(@Nullable R result) {
        deadlines.remove(this);
        answer.complete(form.apply(result));
    }

    private void onFailure(RequestFailure failure, boolean tryAgain) {
        RequestFailure worst;
        synchronized (this) {
            mayHaveHappened |= failure.mayHaveHappened();
            worst = failure.orWorse(mayHaveHappened);
            setback = worst;
            isOver |= !tryAgain;
        }
        if (tryAgain) {
            deadlines.later(this::tryAgain, delay);
            delay = Math.min(2 * delay, DELAY_NANOS_MAX);
        } else {
            end(worst);
        }
    }

    private boolean isWorthAnotherTry(RequestFailure failure) {
        return switch (failure.kind()) {
            case NO_LEADER, LEADER_CHANGED -> !failure.mayHaveHappened();
            case LEADER_LOST -> again != Again.NEVER_TWICE;
            case OVERLOADED, DISK_FULL, TOO_LARGE, TIMED_OUT, STOPPED -> false;
        };
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public void expire() {
        RequestFailure failure;
        synchronized (this) {
            isOver = true;
            failure = setback != null ? setback : timeout();
        }
        end(failure);
    }

    private RequestFailure timeout() {
        return new RequestFailure(
                Kind.TIMED_OUT, "no quorum answered in time", again != Again.HARMLESS);
    }

    private void end(RequestFailure failure) {
        deadlines.remove(this);
        answer.completeExceptionally(explanation.apply(failure));
    }
}
