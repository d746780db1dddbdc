package io.balsa.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.node.RaftException;
import io.balsa.server.store.Request.Again;
import io.balsa.server.store.RequestFailure.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

class RequestTest {
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(60);

    /// For requests that never come to an end: a test has to wait so long.
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final RaftException noLeader = new RaftException.NoLeader("none");
    private final RaftException superseded = new RaftException.Superseded("superseded");
    private final RaftException unknown = new RaftException.OutcomeUnknown("unknown");
    private final RaftException overloaded = new RaftException.Overloaded("someMax", "full");

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Deadlines patient = new Deadlines(clock, LONG_NANOS);
    private final Deadlines brief = new Deadlines(clock, SHORT_NANOS);

    @AfterEach
    void stopTheClock() {
        clock.shutdownNow();
    }

    @Test
    void triesAgainWhatCertainlyDidNotHappen() throws Exception {
        var answer = request(Again.NEVER_TWICE, noLeader, superseded, noLeader);

        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void neverTriesAWriteAgainThatMayHaveHappened() {
        var failure = failure(request(Again.NEVER_TWICE, noLeader, unknown));

        assertThat(failure.kind()).isEqualTo(Kind.LEADER_LOST);
        assertThat(failure.mayHaveHappened()).isTrue();
    }

    @Test
    void triesAgainWhatTheStoreRecognises() throws Exception {
        assertThat(request(Again.RECOGNISED, unknown, unknown).get(60, TimeUnit.SECONDS))
                .isEqualTo("done");
    }

    @Test
    void remembersThatAnEarlierTryMayHaveHappened() {
        var failure = failure(request(Again.RECOGNISED, unknown, overloaded));

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.mayHaveHappened()).isTrue();
    }

    @Test
    void doesNotInsistWhenThereIsTooMuchToDo() {
        var failure = failure(request(Again.HARMLESS, overloaded));

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.mayHaveHappened()).isFalse();
    }

    /// The member itself says so: it knows that no group would answer.
    @Test
    void endsAtOnceWhenAnotherTryIsOfNoUse() {
        var refusal = new RequestFailure(Kind.NO_LEADER, "outside", false);

        var failure = failure(start(Again.HARMLESS, () -> CompletableFuture.failedFuture(refusal)));

        assertThat(failure).isSameAs(refusal);
    }

    @Test
    void remembersWhatMayHaveHappenedWhenAnotherTryIsOfNoUse() {
        var refusal = new RequestFailure(Kind.NO_LEADER, "outside", false);
        Queue<Exception> left = new ArrayDeque<>(List.of(unknown, refusal));

        var failure =
                failure(
                        start(
                                Again.RECOGNISED,
                                () -> CompletableFuture.failedFuture(left.remove())));

        assertThat(failure.kind()).isEqualTo(Kind.NO_LEADER);
        assertThat(failure.mayHaveHappened()).isTrue();
    }

    @Test
    void givesUpWithWhatWentWrongLast() {
        var failure = failure(startBriefly(Again.NEVER_TWICE, () -> failed(noLeader)));

        assertThat(failure.kind()).isEqualTo(Kind.NO_LEADER);
        assertThat(failure.mayHaveHappened()).isFalse();
    }

    @Test
    void doesNotKnowWhatBecameOfAWriteThatIsStillUnderWay() {
        var write = failure(startBriefly(Again.NEVER_TWICE, CompletableFuture::new));
        assertThat(write.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(write.mayHaveHappened()).isTrue();

        var read = failure(startBriefly(Again.HARMLESS, CompletableFuture::new));
        assertThat(read.mayHaveHappened()).isFalse();
    }

    /// A request that meets `setbacks`, one after the other, and then is done.
    private CompletableFuture<String> request(Again again, RaftException... setbacks) {
        Queue<RaftException> left = new ArrayDeque<>(List.of(setbacks));
        return start(
                again,
                () -> {
                    var setback = left.poll();
                    return setback == null
                            ? CompletableFuture.completedFuture("done")
                            : failed(setback);
                });
    }

    private CompletableFuture<String> start(
            Again again, Supplier<CompletableFuture<String>> attempt) {
        return start(patient, again, attempt);
    }

    private CompletableFuture<String> startBriefly(
            Again again, Supplier<CompletableFuture<String>> attempt) {
        return start(brief, again, attempt);
    }

    private static CompletableFuture<String> start(
            Deadlines deadlines, Again again, Supplier<CompletableFuture<String>> attempt) {
        return new Request<>(
                        deadlines, attempt, Function.identity(), again, UnaryOperator.identity())
                .start();
    }

    private static CompletableFuture<String> failed(RaftException setback) {
        return CompletableFuture.failedFuture(setback);
    }

    private static RequestFailure failure(CompletableFuture<String> answer) {
        try {
            throw new AssertionError("answered " + answer.orTimeout(30, TimeUnit.SECONDS).join());
        } catch (CompletionException expected) {
            if (expected.getCause() instanceof RequestFailure failure) {
                return failure;
            }
            throw expected;
        }
    }
}
