package io.balsa.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// Clients may leave before they are answered.
public final class Departure {
    private Departure() {}

    /// Without a handler, answering a client that has left would throw.
    public static void expect(StreamObserver<?> client) {
        if (client instanceof ServerCallStreamObserver<?> call) {
            call.setOnCancelHandler(() -> {});
        }
    }
}
