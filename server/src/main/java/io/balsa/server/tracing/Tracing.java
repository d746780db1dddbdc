package io.balsa.server.tracing;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Observer;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.store.Followed;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import java.util.concurrent.TimeUnit;

/// The spans of one member.
///
/// A write is `received` by some member, `proposed` to the group, `appended`, `committed` and
/// `applied` on every member, and `answered` by the one that received it. The context travels to
/// the others with the command itself.
public final class Tracing implements AutoCloseable {
    /// Spans that wait to be sent; those beyond are dropped and counted by OpenTelemetry.
    private static final int QUEUED_SPANS_MAX = 8_192;

    private static final long EXPORT_SECONDS_MAX = 5;
    private static final long CLOSE_SECONDS_MAX = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Tracing(MemberId member, ServerConfig.Tracing config, SpanProcessor spans) {
        provider =
                SdkTracerProvider.builder()
                        .setResource(resource(member, config))
                        .setSampler(
                                Sampler.parentBased(
                                        Sampler.traceIdRatioBased(config.sampleRatio())))
                        .addSpanProcessor(spans)
                        .build();
        tracer = provider.get("io.balsa.server");
    }

    private static Resource resource(MemberId member, ServerConfig.Tracing config) {
        return Resource.getDefault()
                .merge(
                        Resource.create(
                                Attributes.of(
                                        AttributeKey.stringKey("service.name"),
                                        config.serviceName(),
                                        AttributeKey.stringKey("service.instance.id"),
                                        member.toString())));
    }

    /// Sends spans to a collector, in batches.
    public static Tracing open(MemberId member, ServerConfig.Tracing config) {
        var exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(config.endpoint().toString())
                        .setTimeout(EXPORT_SECONDS_MAX, TimeUnit.SECONDS)
                        .build();
        var batches =
                BatchSpanProcessor.builder(exporter).setMaxQueueSize(QUEUED_SPANS_MAX).build();
        return to(member, config, batches);
    }

    /// Gives spans to `spans`.
    public static Tracing to(MemberId member, ServerConfig.Tracing config, SpanProcessor spans) {
        return new Tracing(member, config, spans);
    }

    /// Follows requests over HTTP.
    public HttpHandler following(HttpHandler handler) {
        return new HttpSpans(tracer, handler);
    }

    /// Follows requests over gRPC.
    public ServerInterceptor calls() {
        return new CallSpans(tracer);
    }

    /// Follows writes to the group.
    public Followed writes() {
        return new WriteSpans(tracer);
    }

    /// Follows entries on this member.
    public Observer entries() {
        return new EntrySpans(tracer, new EpochClock());
    }

    /// Sends what still waits, for a short while.
    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    }
}
