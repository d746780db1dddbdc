package io.balsa.client;

import io.balsa.wire.v1.ErrorDetail;
import io.balsa.wire.v1.ErrorDetail.Reason;
import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.KVServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that fails as it is told, for what real members do too seldom. Without a word left it
/// answers.
final class ScriptedMember extends KVServiceGrpc.KVServiceImplBase implements AutoCloseable {
    private static final Metadata.Key<ErrorDetail> DETAIL =
            Metadata.Key.of(
                    "balsa-error-bin",
                    ProtoUtils.metadataMarshaller(ErrorDetail.getDefaultInstance()));

    private final Queue<Step> script = new ConcurrentLinkedQueue<>();
    private final Server server;

    final List<ExecuteRequest> requests = new CopyOnWriteArrayList<>();

    ScriptedMember() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(this)
                        .build()
                        .start();
    }

    private sealed interface Step {
        record Silence() implements Step {}

        record Answer() implements Step {}

        record Error(Status status, Metadata trailers) implements Step {}
    }

    String endpoint() {
        return "127.0.0.1:" + server.getPort();
    }

    /// Answers one request.
    ScriptedMember answers() {
        script.add(new Step.Answer());
        return this;
    }

    /// Never answers one request.
    ScriptedMember keepsSilent() {
        script.add(new Step.Silence());
        return this;
    }

    /// Fails one request, without saying what became of it.
    ScriptedMember fails(Status status) {
        script.add(new Step.Error(status, new Metadata()));
        return this;
    }

    /// Fails one request as a member does.
    ScriptedMember fails(Status status, Reason reason, boolean mayHaveHappened) {
        var detail = ErrorDetail.newBuilder().setReason(reason);
        var trailers = new Metadata();
        trailers.put(DETAIL, detail.setMayHaveHappened(mayHaveHappened).build());
        script.add(new Step.Error(status, trailers));
        return this;
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<ExecuteResponse> client) {
        requests.add(request);
        switch (script.poll()) {
            case Step.Silence() -> {}
            case Step.Error(var status, var trailers) ->
                    client.onError(status.asRuntimeException(trailers));
            case Step.Answer() -> answer(client);
            case null -> answer(client);
        }
    }

    private static void answer(StreamObserver<ExecuteResponse> client) {
        client.onNext(ExecuteResponse.newBuilder().setRevision(7).build());
        client.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
