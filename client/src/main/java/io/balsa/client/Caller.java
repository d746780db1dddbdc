package io.balsa.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// What all calls of a client share.
///
/// @param room for calls under way
record Caller(ClientOptions options, Connections connections, Directory directory, Semaphore room) {
    static Caller of(ClientOptions options) {
        var connections = new Connections(options);
        return new Caller(
                options,
                connections,
                new Directory(options.endpoints(), connections),
                new Semaphore(options.limits().inFlightCallsMax()));
    }

    /// @param time how long it may take, with all tries
    <Q, A> CompletableFuture<A> call(Request<Q, A> request, Duration time) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new CallFailure(
                            Reason.OVERLOADED,
                            "%d calls are under way, the most that this client takes: wait for some"
                                    .formatted(options.limits().inFlightCallsMax()),
                            false));
        }
        return new Operation<>(request, this, time).start().whenComplete((_, _) -> room.release());
    }
}
