package io.balsa.server.tracing;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

import org.jspecify.annotations.Nullable;

/// Follows requests over gRPC.
record CallSpans(Tracer tracer) implements ServerInterceptor {
    private static final TextMapGetter<Metadata> HEADERS =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(Metadata headers) {
                    return headers.keys();
                }

                @Override
                public @Nullable String get(@Nullable Metadata headers, String name) {
                    return headers == null
                            ? null
                            : headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
                }
            };

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!call.getMethodDescriptor().getType().clientSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        var parent =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
        var spans =
                RequestSpans.begin(tracer, parent, call.getMethodDescriptor().getFullMethodName());
        return new Within<>(spans.context(), next.startCall(new Ending<>(call, spans), headers));
    }

    private static final class Ending<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final RequestSpans spans;

        Ending(ServerCall<Q, A> call, RequestSpans spans) {
            super(call);
            this.spans = spans;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            spans.end(status.isOk() ? null : status.getCode().toString());
        }
    }

    /// A unary method is called when the client has said all it has to say.
    private static final class Within<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Context context;

        Within(Context context, ServerCall.Listener<Q> listener) {
            super(listener);
            this.context = context;
        }

        @Override
        public void onHalfClose() {
            try (var _ = context.makeCurrent()) {
                super.onHalfClose();
            }
        }
    }
}
