package io.balsa.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

import org.jspecify.annotations.Nullable;

/// The spans of one request: `received`, over all of it, and within that `answered`, from the
/// answer of the group to the answer to the client.
final class RequestSpans {
    private static final ContextKey<RequestSpans> KEY = ContextKey.named("balsa-request");

    private final Tracer tracer;
    private final Span received;
    private volatile @Nullable Span answered;

    private RequestSpans(Tracer tracer, Span received) {
        this.tracer = tracer;
        this.received = received;
    }

    /// @param parent what the client says of where the request comes from
    /// @param what the request is, in a few words
    static RequestSpans begin(Tracer tracer, Context parent, String what) {
        var received =
                tracer.spanBuilder("received")
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .setAttribute("balsa.request", what)
                        .startSpan();
        return new RequestSpans(tracer, received);
    }

    /// In which the request is dealt with.
    Context context() {
        return Context.root().with(received).with(KEY, this);
    }

    static @Nullable RequestSpans of(Context context) {
        return context.get(KEY);
    }

    /// The group has answered.
    void onAnswer() {
        answered = tracer.spanBuilder("answered").setParent(context()).startSpan();
    }

    /// The client has its answer.
    ///
    /// @param failure why it is none, in a few words
    void end(@Nullable String failure) {
        if (answered != null) {
            answered.end();
        }
        if (failure != null) {
            received.setStatus(StatusCode.ERROR, failure);
        }
        received.end();
    }
}
