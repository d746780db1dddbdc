package io.balsa.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Validation;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.group.Group;
import io.balsa.server.health.DiskProbe;
import io.balsa.server.health.Readiness;
import io.balsa.server.metrics.ServerMetrics;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.server.store.ReplicatedStore.Replica;
import io.balsa.server.tracing.Tracing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Opens the parts of a member, each on top of those before it: data, peers, the member, clients.
final class Wiring {
    /// What etcd gives a request beyond two election timeouts.
    private static final long PATIENCE_NANOS = SECONDS.toNanos(5);

    private final ServerConfig config;
    private final OpenParts parts;
    private final @Nullable Tracing tracing;

    /// @param tracing null where writes are not followed
    Wiring(ServerConfig config, OpenParts parts, @Nullable Tracing tracing) {
        this.config = config;
        this.parts = parts;
        this.tracing = tracing;
    }

    Server server() throws StartException {
        var disks = DataWiring.open(config, parts);
        var metrics = parts.keep(new ServerMetrics(config.node().id()));
        var transport = PeerWiring.open(config, parts, metrics, disks.cluster());
        var replica = new KvStore();
        var node =
                new MemberWiring(config, parts, observer(metrics)).start(replica, disks, transport);
        var clock = clock();
        var patience = PATIENCE_NANOS + 2 * config.timing().electionMinNanos();
        var strict =
                new ReplicatedStore(
                        new Replica(node, replica),
                        new Validation(config.limits().requests()),
                        metrics.storeWitness(),
                        patience,
                        clock);
        var plain = config.raft().options().hasLease() ? strict.withLeaseReads() : strict;
        var store = tracing == null ? plain : plain.following(tracing.writes());
        metrics.bind(node, store);
        var group = new Group(node, Duration.ofNanos(patience));
        var peerAddress = config.node().listen().withPort(transport.port());
        var known = new ClientWiring.Known(disks.cluster(), reached(peerAddress));
        var disk = new DiskProbe(config.node().dataDirectory());
        var served =
                new ClientWiring.Served(store, group, metrics, disk, new Readiness(store), tracing);
        var clientAddress = new ClientWiring(config, parts, known).open(served, clock);
        new MetricsWiring(config, parts).open(served);
        var handover = new Handover(config.raft().farewell());
        return new Server(parts, node, handover, clientAddress, peerAddress);
    }

    private Observer observer(ServerMetrics metrics) {
        return tracing == null
                ? metrics.observer()
                : new BothObservers(metrics.observer(), tracing.entries());
    }

    /// Where the others reach this member.
    private Address reached(Address listening) {
        var advertised = config.node().advertised();
        return advertised.port() == 0 ? advertised.withPort(listening.port()) : advertised;
    }

    private ScheduledExecutorService clock() {
        var clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("requests-clock").factory());
        parts.keep(clock::shutdownNow);
        return clock;
    }
}
