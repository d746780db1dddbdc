package io.balsa.client;

import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.WatchRequest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A member that is being watched. A listener that is slow misses states in between, never the
/// latest.
public final class Watch implements AutoCloseable {
    private final ClientCall<WatchRequest, MemberStatus> call;
    private final CompletableFuture<Void> end;

    private Watch(ClientCall<WatchRequest, MemberStatus> call, CompletableFuture<Void> end) {
        this.call = call;
        this.end = end;
    }

    static Watch start(Connections connections, Endpoint member, Consumer<MemberStatus> listener) {
        var call =
                connections
                        .to(member)
                        .newCall(AdminServiceGrpc.getWatchMethod(), CallOptions.DEFAULT);
        var end = new CompletableFuture<Void>();
        ClientCalls.asyncServerStreamingCall(
                call, WatchRequest.getDefaultInstance(), new Listening(member, listener, end));
        return new Watch(call, end);
    }

    /// Ends when the watch does: with nothing when it was closed, with a [CallFailure] when the
    /// member ended it or was lost.
    public CompletableFuture<Void> end() {
        return end.copy();
    }

    @Override
    public void close() {
        end.complete(null);
        call.cancel("the watch was closed", null);
    }

    private record Listening(
            Endpoint member, Consumer<MemberStatus> listener, CompletableFuture<Void> end)
            implements StreamObserver<MemberStatus> {
        @Override
        public void onNext(MemberStatus status) {
            listener.accept(status);
        }

        @Override
        public void onError(Throwable thrown) {
            end.completeExceptionally(Failures.of(thrown, member, false));
        }

        @Override
        public void onCompleted() {
            end.completeExceptionally(
                    new CallFailure(
                            Reason.STOPPED, "%s: it ended the watch".formatted(member), false));
        }
    }
}
