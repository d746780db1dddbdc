package io.balsa.server.metrics;

import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.KvStore.Extent;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.micrometer.RaftMeters;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.RaftNode;
import io.balsa.server.port.HttpRoutes;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.tls.Credentials;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// All meters of one member, each with its `node_id`. Made first, then bound to the parts as they
/// come up; closed with the member.
public final class ServerMetrics implements AutoCloseable {
    private static final Executor ELSEWHERE = Thread::startVirtualThread;

    private final PrometheusMeterRegistry registry;
    private final MemberObserver observer;
    private final StoreMeters storeMeters;
    private final HttpMeters httpMeters;
    private final AtomicReference<Extent> extent = new AtomicReference<>(new Extent(0, 0));
    private final AtomicReference<ReplicatedStore> store = new AtomicReference<>();
    private final AtomicReference<RaftMeters> raftMeters = new AtomicReference<>();

    public ServerMetrics(MemberId member) {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("node_id", member.toString());
        observer = new MemberObserver(registry, member);
        storeMeters = new StoreMeters(registry);
        httpMeters = new HttpMeters(registry);
    }

    /// Sees what the member does.
    public Observer observer() {
        return observer;
    }

    /// Sees what clients do with the store.
    public ReplicatedStore.Witness storeWitness() {
        return storeMeters;
    }

    /// Sees what HTTP clients are answered.
    public HttpRoutes.Witness http() {
        return httpMeters;
    }

    /// Shows the member, once it runs.
    public void bind(RaftNode<KvResult> node, ReplicatedStore replicated) {
        store.set(replicated);
        var meters = new RaftMeters(node, Tags.empty());
        meters.bindTo(registry);
        raftMeters.set(meters);
        MemberGauges.bind(registry, node, extent::get);
    }

    /// Shows when the certificate expires that a port has in use, and when the first authority
    /// expires that it believes: `tls_certificate_expiry_seconds` and
    /// `tls_authority_expiry_seconds`, since 1970.
    ///
    /// @param port `client` or `peer`
    public void bindExpiry(String port, Credentials credentials) {
        bindExpiry(
                "tls_certificate_expiry_seconds",
                "when the certificate in use expires, in seconds since 1970",
                port,
                credentials::expiry);
        bindExpiry(
                "tls_authority_expiry_seconds",
                "when the first trusted authority expires, in seconds since 1970",
                port,
                credentials::authorityExpiry);
    }

    private void bindExpiry(
            String name, String what, String port, Supplier<Optional<Instant>> expiry) {
        Gauge.builder(name, () -> seconds(expiry.get()))
                .description(what)
                .tag("port", port)
                .strongReference(true)
                .register(registry);
    }

    private static double seconds(Optional<Instant> moment) {
        return moment.map(instant -> (double) instant.getEpochSecond()).orElse(Double.NaN);
    }

    /// All of it, as Prometheus reads it. The extent of the store is looked at first.
    public CompletableFuture<String> text() {
        var replicated = store.get();
        if (replicated == null) {
            return CompletableFuture.supplyAsync(this::scrape, ELSEWHERE);
        }
        return replicated
                .ask(KvStore::extent, Consistency.LOCAL)
                .thenAccept(extent::set)
                .exceptionally(_ -> null)
                .thenApplyAsync(_ -> scrape(), ELSEWHERE);
    }

    private String scrape() {
        return ForbiddenNames.restored(registry.scrape());
    }

    @Override
    public void close() {
        var meters = raftMeters.get();
        if (meters != null) {
            meters.close();
        }
        registry.close();
    }
}
