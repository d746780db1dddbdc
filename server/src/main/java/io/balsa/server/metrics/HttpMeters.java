package io.balsa.server.metrics;

import io.balsa.server.port.HttpMethod;
import io.balsa.server.port.HttpRoutes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// `http_requests_total` and `http_request_duration_ms`. The endpoint is the pattern of a route, so
/// that keys make no meters.
final class HttpMeters implements HttpRoutes.Witness {
    private record Kind(String method, String endpoint, int status) {}

    private final MeterRegistry registry;
    private final Map<Kind, Counter> requests = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> durations = new ConcurrentHashMap<>();

    HttpMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onAnswered(HttpMethod method, String pattern, int status, long nanos) {
        requests.computeIfAbsent(new Kind(method.name(), pattern, status), this::counter)
                .increment();
        durations.computeIfAbsent(pattern, this::duration).record(Latencies.millis(nanos));
    }

    /// What never became a request has neither a method nor an endpoint that could be told.
    @Override
    public void onRefused(int status) {
        requests.computeIfAbsent(
                        new Kind(HttpRoutes.NOWHERE, HttpRoutes.NOWHERE, status), this::counter)
                .increment();
    }

    private Counter counter(Kind kind) {
        return Counter.builder("http_requests")
                .description("HTTP requests answered")
                .tag("method", kind.method)
                .tag("endpoint", kind.endpoint)
                .tag("status", Integer.toString(kind.status))
                .register(registry);
    }

    private DistributionSummary duration(String endpoint) {
        return Latencies.of(
                registry,
                "http_request_duration_ms",
                "from the whole request to its answer",
                Tags.of("endpoint", endpoint));
    }
}
