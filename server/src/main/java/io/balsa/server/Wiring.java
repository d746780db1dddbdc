package io.balsa.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Validation;
import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.store.ReplicatedStore;

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
        var transport = PeerWiring.open(config, parts, disks.cluster());
        var store = new KvStore();
        var node = MemberWiring.start(config, parts, store, disks, transport);
        var clock = clock();
        var patience = PATIENCE_NANOS + 2 * config.timing().electionMinNanos();
        var validation = new Validation(config.limits().requests());
        var strict = new ReplicatedStore(node, store, validation, patience, clock);
        var replicated = config.raft().options().hasLease() ? strict.withLeaseReads() : strict;
        var clientAddress =
                new ClientWiring(config, parts, disks.cluster()).open(replicated, clock);
        var peerAddress = config.node().listen().withPort(transport.port());
        var handover = new Handover(config.raft().farewell());
        return new Server(parts, node, handover, clientAddress, peerAddress);
    }

    private ScheduledExecutorService clock() {
        var clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("requests-clock").factory());
        parts.keep(clock::shutdownNow);
        return clock;
    }
}
