package io.balsa.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.protobuf.ByteString;

import io.balsa.client.Request.Repeat;
import io.balsa.wire.v1.CompareAndSet;
import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.KVServiceGrpc;
import io.balsa.wire.v1.Once;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/// Sends writes, each in the client's session, which the first one opens.
///
/// A session that the store has forgotten is replaced. The write that found out is sent in the new
/// one if it was certainly not applied; otherwise it fails, and says that it may have been.
final class Writer {
    /// A session is opened in a little less time than the first write has, which can then say why
    /// it was not.
    private static final double OPENING_SHARE = 0.95;

    private static final ByteString SOME_KEY = ByteString.copyFrom(new byte[1]);

    private final Caller caller;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore room;
    private @Nullable CompletableFuture<Session> session;

    Writer(Caller caller) {
        this.caller = caller;
        this.room = new Semaphore(caller.options().limits().unansweredWritesMax());
    }

    CompletableFuture<ExecuteResponse> write(ExecuteRequest.Builder command, Duration time) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    Session.full(caller.options().limits().unansweredWritesMax()));
        }
        return writeOnce(command, time).whenComplete((_, _) -> room.release());
    }

    private CompletableFuture<ExecuteResponse> writeOnce(
            ExecuteRequest.Builder command, Duration time) {
        var start = System.nanoTime();
        var current = session();
        return write(current, command, time)
                .exceptionallyCompose(thrown -> {
                    var failure = failure(thrown);
                    if (failure.reason() != Reason.SESSION_LOST) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    forget(current);
                    var left = time.minusNanos(System.nanoTime() - start);
                    return failure.mayHaveHappened() || !left.isPositive()
                            ? CompletableFuture.failedFuture(failure)
                            : write(session(), command, left);
                });
    }

    private CompletableFuture<ExecuteResponse> write(
            CompletableFuture<Session> session, ExecuteRequest.Builder command, Duration time) {
        var start = System.nanoTime();
        return session.copy()
                .orTimeout(time.toNanos(), NANOSECONDS)
                .exceptionallyCompose(
                        thrown -> CompletableFuture.failedFuture(unopened(thrown, time)))
                .thenCompose(open -> {
                    var left = time.minusNanos(System.nanoTime() - start);
                    return send(open, open.begin(), command, left);
                });
    }

    private CompletableFuture<ExecuteResponse> send(
            Session session, Once once, ExecuteRequest.Builder command, Duration time) {
        var message = command.clone().setOnce(once).build();
        return caller.call(
                        new Request<>(
                                KVServiceGrpc.getExecuteMethod(),
                                message,
                                new Target.Anyone(),
                                Repeat.ONCE),
                        time)
                .whenComplete((_, _) -> session.end(once));
    }

    /// The open session, or the one that is being opened.
    private synchronized CompletableFuture<Session> session() {
        if (session == null || session.isCompletedExceptionally()) {
            session = open();
        }
        return session;
    }

    @SuppressWarnings("ReferenceEquality") // This very session: others may have replaced it.
    private synchronized void forget(CompletableFuture<Session> lost) {
        if (session == lost) {
            session = null;
        }
    }

    /// No key was ever written so often, so nothing is set.
    private CompletableFuture<Session> open() {
        var options = caller.options();
        var opened = new Session(options.limits().unansweredWritesMax(), random);
        var never =
                ExecuteRequest.newBuilder()
                        .setCompareAndSet(
                                CompareAndSet.newBuilder()
                                        .setKey(SOME_KEY)
                                        .setVersion(Long.MAX_VALUE));
        var time = Duration.ofNanos((long) (options.deadline().toNanos() * OPENING_SHARE));
        return send(opened, opened.opening(), never, time).thenApply(_ -> opened);
    }

    /// The write itself was never sent.
    private static CallFailure unopened(Throwable thrown, Duration time) {
        var cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
        if (cause instanceof TimeoutException) {
            return new CallFailure(
                    Reason.TIMED_OUT,
                    "no session was opened within %d ms; the write was not sent"
                            .formatted(time.toMillis()),
                    false);
        }
        var failure = failure(thrown);
        return new CallFailure(
                failure.reason(),
                "no session was opened, the write was not sent: " + failure.getMessage(),
                false,
                failure.leader().orElse(null),
                failure);
    }

    private static CallFailure failure(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null
                ? failure(thrown.getCause())
                : thrown instanceof CallFailure known
                        ? known
                        : new CallFailure(Reason.INTERNAL, "" + thrown, true, null, thrown);
    }
}
