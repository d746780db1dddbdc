package io.balsa.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Validation;
import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.group.Group;
import io.balsa.server.metrics.ServerMetrics;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.server.store.ReplicatedStore.Replica;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Opens the parts of a member, each on top of those before it: data, peers, the member, clients.
final class Wiring {
    /// What etcd gives a request beyond two election timeouts.
    private static final long PATIENCE_NANOS = SECONDS.toNanos(5);

    private final ServerConfig config;
    private final OpenParts parts;

    Wiring(ServerConfig config, OpenParts parts) {
        this.config = config;
        this.parts = parts;
    }

    Server server() throws StartException {
        var disks = DataWiring.open(config, parts);
        var metrics = parts.keep(new ServerMetrics(config.node().id()));
        var transport = PeerWiring.open(config, parts, metrics, disks.cluster());
        var replica = new KvStore();
        var node =
                new MemberWiring(config, parts, metrics.observer())
                        .start(replica, disks, transport);
        var clock = clock();
        var patience = PATIENCE_NANOS + 2 * config.timing().electionMinNanos();
        var strict =
                new ReplicatedStore(
                        new Replica(node, replica),
                        new Validation(config.limits().requests()),
                        metrics.storeWitness(),
                        patience,
                        clock);
        var store = config.raft().options().hasLease() ? strict.withLeaseReads() : strict;
        metrics.bind(node, store);
        var group = new Group(node, Duration.ofNanos(patience));
        var peerAddress = config.node().listen().withPort(transport.port());
        var known = new ClientWiring.Known(disks.cluster(), reached(peerAddress));
        var served = new ClientWiring.Served(store, group, metrics);
        var clientAddress = new ClientWiring(config, parts, known).open(served, clock);
        new MetricsWiring(config, parts).open(served);
        var handover = new Handover(config.raft().farewell());
        return new Server(parts, node, handover, clientAddress, peerAddress);
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
