package io.balsa.server.tracing;

import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletionStage;

/// Follows requests over HTTP.
record HttpSpans(Tracer tracer, HttpHandler handler) implements HttpHandler {
    /// From here on a status says that something went wrong on this side.
    private static final int SERVER_ERRORS = 500;

    private static final TextMapGetter<HttpRequest> HEADERS =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(HttpRequest request) {
                    return request.headers().keySet();
                }

                @Override
                public @Nullable String get(@Nullable HttpRequest request, String name) {
                    return request == null ? null : request.header(name).orElse(null);
                }
            };

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var parent =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS);
        var spans = RequestSpans.begin(tracer, parent, request.method().toString());
        try (var _ = spans.context().makeCurrent()) {
            return handler.handle(request)
                    .whenComplete((response, failure) -> spans.end(problem(response, failure)));
        } catch (RuntimeException failure) {
            spans.end(failure.toString());
            throw failure;
        }
    }

    private static @Nullable String problem(
            @Nullable HttpResponse response, @Nullable Throwable failure) {
        if (response == null) {
            return String.valueOf(failure);
        }
        return response.status() < SERVER_ERRORS ? null : "status " + response.status();
    }
}
