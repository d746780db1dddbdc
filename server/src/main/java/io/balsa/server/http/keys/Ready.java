package io.balsa.server.http.keys;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.raft.core.MemberId;
import io.balsa.server.health.Readiness;
import io.balsa.server.http.Json;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.concurrent.CompletionStage;

/// `GET /ready`: can this member serve a linearizable read now? One is served to find out.
///
/// The status is 200 either way, as those expect who read the body. With `?status` it is 503 when
/// the member is not ready, for probes that look at nothing else.
final class Ready implements HttpHandler {
    private final MemberId self;
    private final Readiness readiness;

    Ready(MemberId self, Readiness readiness) {
        this.self = self;
        this.readiness = readiness;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var unready = request.parameter("status").isPresent() ? 503 : 200;
        return readiness.probe().thenApply(report -> form(report, unready));
    }

    private HttpResponse form(Readiness.Report report, int unready) {
        return Json.response(
                report.isReady() ? 200 : unready,
                body -> {
                    body.put("ready", report.isReady());
                    body.put("mode", "linearizable-read");
                    body.put("node_id", self.value());
                    body.putObject("details")
                            .put("probe_latency_ms", NANOSECONDS.toMillis(report.latencyNanos()))
                            .put("last_error", report.error())
                            .put("checked_at_unix_ms", report.checkedAtMillis());
                });
    }
}
