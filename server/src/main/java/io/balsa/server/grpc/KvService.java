package io.balsa.server.grpc;

import io.balsa.kv.store.Command;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.Operation;
import io.balsa.server.store.Answer;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.KVServiceGrpc;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.CompletableFuture;

/// The store in one call.
public final class KvService extends KVServiceGrpc.KVServiceImplBase {
    private final ReplicatedStore store;
    private final Errors errors;
    private final Calls calls;

    public KvService(ReplicatedStore store, Contacts contacts) {
        this.store = store;
        this.errors = new Errors(store::state, contacts);
        this.calls = new Calls(errors);
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<ExecuteResponse> client) {
        calls.answer(client, () -> ask(request), answer -> form(request, answer));
    }

    private CompletableFuture<Answer> ask(ExecuteRequest request) throws StatusException {
        Operation operation;
        try {
            operation = KvRequests.operation(request);
            if (operation instanceof Command command) {
                return store.write(command, KvRequests.once(request));
            }
            if (request.hasOnce()) {
                throw new IllegalArgumentException(
                        "a read has no place in a session: leave once out");
            }
        } catch (IllegalArgumentException wrong) {
            throw errors.invalid(String.valueOf(wrong.getMessage()));
        }
        return store.read(operation, KvRequests.consistency(request));
    }

    private ExecuteResponse form(ExecuteRequest request, Answer answer) throws StatusException {
        if (answer.result() instanceof Rejected(_, var problem)) {
            throw errors.of(problem);
        }
        return KvAnswers.of(request.getCommandCase(), answer)
                .setMemberId(store.state().member().value())
                .build();
    }
}
