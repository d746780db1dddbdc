package io.balsa.server.tracing;

import io.balsa.kv.store.TraceContext;
import io.balsa.server.store.Followed;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import org.jspecify.annotations.Nullable;

/// Follows writes to the group, from the moment in which they are proposed to its answer.
record WriteSpans(Tracer tracer) implements Followed {
    @Override
    public @Nullable Write begin() {
        var request = RequestSpans.of(Context.current());
        if (request == null) {
            return null;
        }
        var proposed = tracer.spanBuilder("proposed").setParent(Context.current()).startSpan();
        return proposed.getSpanContext().isSampled() ? new Proposed(proposed, request) : null;
    }

    private record Proposed(Span span, RequestSpans request) implements Write {
        @Override
        public TraceContext context() {
            return Contexts.pack(span.getSpanContext());
        }

        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR, failure.toString());
            }
            span.end();
            request.onAnswer();
        }
    }
}
