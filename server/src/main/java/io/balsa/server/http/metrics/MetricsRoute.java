package io.balsa.server.http.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.server.metrics.ServerMetrics;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;

import java.util.concurrent.CompletionStage;

/// `GET /metrics`: the text that Prometheus reads, or with `Accept: application/json` the state of
/// the member as JSON.
///
/// @param json answers those who want JSON
public record MetricsRoute(ServerMetrics metrics, HttpHandler json) implements HttpHandler {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var wanted = request.header("accept").orElse("");
        if (wanted.contains("application/json") && !wanted.contains("text/plain")) {
            return json.handle(request);
        }
        return metrics.text().thenApply(text -> HttpResponse.of(200, TEXT, UTF_8.encode(text)));
    }
}
