package io.balsa.server.http.keys;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.node.RaftState;
import io.balsa.server.http.Json;
import io.balsa.server.http.Roles;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// `GET /status`: the part that this member plays. Never waits for others.
final class Status implements HttpHandler {
    private final Supplier<RaftState> state;

    Status(Supplier<RaftState> state) {
        this.state = state;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var now = state.get();
        return completedStage(
                Json.response(
                        200,
                        body ->
                                body.put("node_id", now.member().value())
                                        .put("role", role(now))
                                        .put("term", now.term())
                                        .put("applied_index", now.appliedIndex())));
    }

    /// Whoever belongs to no group yet stands alone.
    private static String role(RaftState state) {
        return state.belonging() == Belonging.STRANGER ? "Standalone" : Roles.name(state);
    }
}
