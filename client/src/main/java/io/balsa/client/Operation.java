package io.balsa.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/// One call on its way from member to member, until one answers, it fails for good, or its time is
/// up. One try is under way at a time.
final class Operation<Q, A> {
    private static final Executor ELSEWHERE = Thread::startVirtualThread;

    private final Request<Q, A> request;
    private final Connections connections;
    private final Directory directory;
    private final ClientOptions options;
    private final Duration time;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<A> result = new CompletableFuture<>();
    private int failedTries;
    private boolean mayHaveHappened;

    Operation(Request<Q, A> request, Caller caller, Duration time) {
        this.request = request;
        this.connections = caller.connections();
        this.directory = caller.directory();
        this.options = caller.options();
        this.time = time;
    }

    CompletableFuture<A> start() {
        go(directory.first(request.target()), null);
        return result;
    }

    /// @param endpoint whom to ask, or null to look for the leader first
    private void go(@Nullable Endpoint endpoint, @Nullable CallFailure last) {
        if (endpoint != null) {
            attempt(endpoint, last);
            return;
        }
        var nanos = Math.min(leftNanos(), options.attempt().toNanos());
        try {
            var _ =
                    LeaderSearch.among(options.endpoints(), connections, nanos)
                            .whenComplete((leader, thrown) -> {
                                if (thrown instanceof CallFailure none) {
                                    onNoLeader(none);
                                } else {
                                    attempt(leader, last);
                                }
                            });
        } catch (CallFailure closed) {
            fail(closed);
        }
    }

    /// All members have been asked, so this was a round.
    private void onNoLeader(CallFailure failure) {
        var round = directory.round(request.target());
        failedTries += round - failedTries % round;
        retry(null, failure);
    }

    private long leftNanos() {
        return time.toNanos() - (System.nanoTime() - startNanos);
    }

    private void attempt(Endpoint endpoint, @Nullable CallFailure last) {
        var left = leftNanos();
        if (left <= 0) {
            fail(late(last));
            return;
        }
        var nanos = share(left);
        try {
            var call =
                    connections
                            .to(endpoint)
                            .newCall(
                                    request.method(),
                                    CallOptions.DEFAULT.withDeadlineAfter(nanos, NANOSECONDS));
            var isCutShort = nanos < options.attempt().toNanos();
            var answer = new Answer(endpoint, isCutShort ? last : null);
            ClientCalls.asyncUnaryCall(call, request.message(), answer);
        } catch (CallFailure closed) {
            fail(closed);
        }
    }

    /// How long one try may take. A change may take its time, but not all of it: a leader that
    /// hangs would leave none for the next one.
    private long share(long left) {
        return switch (request.repeat()) {
            case READ, ONCE -> Math.min(left, options.attempt().toNanos());
            case PATIENTLY -> Math.min(left, Math.max(options.attempt().toNanos(), left / 2));
            case IF_NOT_DONE, NEVER -> left;
        };
    }

    /// @param before what the try before this one said, which tells more where this one was cut
    ///   short
    private void onFailure(Endpoint endpoint, Throwable thrown, @Nullable CallFailure before) {
        var failure = Failures.of(thrown, endpoint, request.repeat().changes());
        mayHaveHappened |= failure.mayHaveHappened();
        if (!connections.isClosed() && !isWorthAnotherTry(failure)) {
            fail(failure);
            return;
        }
        failedTries++;
        var next = directory.next(request.target(), endpoint, failure);
        retry(next, before != null && failure.reason() == Reason.TIMED_OUT ? before : failure);
    }

    private void retry(@Nullable Endpoint next, CallFailure failure) {
        if (connections.isClosed()) {
            fail(new CallFailure(Reason.CLOSED, "the client was closed", mayHaveHappened));
            return;
        }
        var round = directory.round(request.target());
        if (failedTries % round != 0) {
            go(next, failure);
            return;
        }
        var delay = options.backoff().nanos(failedTries / round - 1, ThreadLocalRandom.current());
        if (delay >= leftNanos()) {
            fail(late(failure));
            return;
        }
        connections.hurry();
        CompletableFuture.delayedExecutor(delay, NANOSECONDS, ELSEWHERE)
                .execute(() -> go(next, failure));
    }

    private boolean isWorthAnotherTry(CallFailure failure) {
        var isAllowed =
                switch (request.repeat()) {
                    case READ, ONCE, PATIENTLY -> true;
                    case IF_NOT_DONE -> !failure.mayHaveHappened();
                    case NEVER -> false;
                };
        return isAllowed && failure.reason().isPassing();
    }

    private CallFailure late(@Nullable CallFailure last) {
        var words = last == null ? "" : "; the last try: " + last.getMessage();
        var leader = last == null ? null : last.leader().orElse(null);
        return new CallFailure(
                Reason.TIMED_OUT,
                "not answered within %d ms%s".formatted(time.toMillis(), words),
                mayHaveHappened,
                leader,
                last);
    }

    private void fail(CallFailure failure) {
        result.completeExceptionally(mayHaveHappened ? failure.afterDoubt() : failure);
    }

    /// Takes the one answer of one try.
    private final class Answer implements StreamObserver<A> {
        private final Endpoint endpoint;
        private final @Nullable CallFailure before;
        private @Nullable A message;

        Answer(Endpoint endpoint, @Nullable CallFailure before) {
            this.endpoint = endpoint;
            this.before = before;
        }

        @Override
        public void onNext(A message) {
            this.message = message;
        }

        @Override
        public void onError(Throwable thrown) {
            onFailure(endpoint, thrown, before);
        }

        @Override
        public void onCompleted() {
            if (message == null) {
                onError(Status.INTERNAL.withDescription("an empty answer").asException());
                return;
            }
            directory.answered(request.target(), endpoint);
            result.complete(message);
        }
    }
}
