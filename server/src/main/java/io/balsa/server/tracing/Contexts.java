package io.balsa.server.tracing;

import io.balsa.kv.store.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

import java.util.HexFormat;

/// Between what OpenTelemetry calls a span and what a command holds of it.
final class Contexts {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LONG_DIGITS = 16;

    private Contexts() {}

    static TraceContext pack(SpanContext span) {
        var trace = span.getTraceId();
        return new TraceContext(
                HexFormat.fromHexDigitsToLong(trace, 0, LONG_DIGITS),
                HexFormat.fromHexDigitsToLong(trace, LONG_DIGITS, 2 * LONG_DIGITS),
                HexFormat.fromHexDigitsToLong(span.getSpanId()));
    }

    /// For the spans that are to hang below that one. Only what is sampled travels.
    static Context unpack(TraceContext trace) {
        return Context.root()
                .with(
                        Span.wrap(
                                SpanContext.createFromRemoteParent(
                                        HEX.toHexDigits(trace.traceHigh())
                                                + HEX.toHexDigits(trace.traceLow()),
                                        HEX.toHexDigits(trace.span()),
                                        TraceFlags.getSampled(),
                                        TraceState.getDefault())));
    }
}
