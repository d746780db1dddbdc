package io.balsa.server.http.keys;

import io.balsa.raft.core.MemberId;
import io.balsa.server.health.DiskProbe;
import io.balsa.server.http.Json;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// `GET /health`: do the process and its disk work? Says nothing about the group. 503 when not.
final class Health implements HttpHandler {
    private final MemberId self;
    private final DiskProbe disk;

    Health(MemberId self, DiskProbe disk) {
        this.self = self;
        this.disk = disk;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return disk.problem().thenApply(this::form);
    }

    private HttpResponse form(Optional<String> problem) {
        return Json.response(
                problem.isEmpty() ? 200 : 503,
                body -> {
                    body.put("status", problem.isEmpty() ? "healthy" : "unhealthy");
                    body.put("node_id", self.value());
                    problem.ifPresent(words -> body.put("error", words));
                });
    }
}
