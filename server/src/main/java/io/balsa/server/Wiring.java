package io.balsa.server;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Validation;
import io.balsa.raft.core.Limits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.grpc.GrpcLimits;
import io.balsa.raft.grpc.GrpcTiming;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.grpc.Identity;
import io.balsa.raft.grpc.PeerAddress;
import io.balsa.raft.log.DataDirectory;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.NodeLimits;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.ThreadRuntime;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.etcd.EtcdCluster;
import io.balsa.server.etcd.EtcdKv;
import io.balsa.server.etcd.EtcdMaintenance;
import io.balsa.server.etcd.Headers;
import io.balsa.server.http.HttpApi;
import io.balsa.server.http.Self;
import io.balsa.server.port.ClientPort;
import io.balsa.server.port.ClientPortLimits;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.ReplicatedStore;
import io.grpc.BindableService;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Opens the parts of a member, each on top of those before it: data, peers, the member, clients.
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /// What etcd gives a request beyond two election timeouts.
    private static final long PATIENCE_NANOS = SECONDS.toNanos(5);

    /// What a request may have around its keys and values.
    private static final int OVERHEAD_BYTES = 512 << 10;

    private final ServerConfig config;
    private final Parts parts;
    private final long clusterId;
    private final AtomicReference<Address> clientAddress;

    Wiring(ServerConfig config, Parts parts) {
        this.config = config;
        this.parts = parts;
        this.clusterId = ClusterId.of(config);
        this.clientAddress = new AtomicReference<>(config.http().listen());
    }

    Server server() throws StartException {
        var disks = disks();
        var transport = transport();
        var store = new KvStore();
        var node = start(store, disks, transport);
        var clock = clock();
        var patience = PATIENCE_NANOS + 2 * config.timing().electionMinNanos();
        var validation = new Validation(config.limits().requests());
        var replicated = new ReplicatedStore(node, store, validation, patience, clock);
        openClientPort(replicated, clock);
        var peerAddress = config.node().listen().withPort(transport.port());
        return new Server(parts, node, clientAddress.get(), peerAddress);
    }

    /// What the member must not forget.
    private record Disks(SegmentedLog log, DiskSnapshots snapshots) {}

    private Disks disks() throws StartException {
        var folder = config.node().dataDirectory();
        try {
            var directory = parts.keep(DataDirectory.open(folder, clusterId, config.node().id()));
            var log = parts.keep(SegmentedLog.open(directory.disk("log")));
            log.repairs().forEach(repair -> LOG.warn("in {}: {}", folder, repair));
            var snapshots = parts.keep(DiskSnapshots.open(directory.disk("snapshots")));
            return new Disks(log, snapshots);
        } catch (IOException failure) {
            throw StartFailures.data(folder, failure);
        }
    }

    private GrpcTransport transport() throws StartException {
        var listen = config.node().listen();
        var others = new HashMap<MemberId, PeerAddress>();
        config.cluster()
                .peers()
                .forEach(peer -> others.put(peer.id(), peer.address().peerAddress()));
        var identity = new Identity(clusterId, config.node().id());
        try {
            var transport =
                    parts.keep(
                            GrpcTransport.open(
                                    identity,
                                    listen.peerAddress(),
                                    others,
                                    peerLimits(),
                                    GrpcTiming.DEFAULT));
            var advertised = config.node().advertised();
            if (advertised.port() != 0) {
                transport.advertise(advertised.peerAddress());
            }
            return transport;
        } catch (IOException failure) {
            throw StartFailures.port("other members", listen, "node.listen_addr", failure);
        }
    }

    private GrpcLimits peerLimits() {
        var usual = GrpcLimits.DEFAULT;
        return new GrpcLimits(
                usual.frameBytesTarget(),
                Math.max(usual.frameBytesMax(), 2 * commandBytesMax()),
                usual.queuedMessagesMax(),
                usual.queuedBytesMax(),
                usual.connectionsMax());
    }

    private int commandBytesMax() {
        return config.limits().requests().requestBytesMax() + OVERHEAD_BYTES;
    }

    private RaftNode<KvResult> start(KvStore store, Disks disks, GrpcTransport transport)
            throws StartException {
        try {
            return node(store, disks, transport);
        } catch (UncheckedIOException failure) {
            throw StartFailures.data(
                    config.node().dataDirectory(), requireNonNull(failure.getCause()));
        }
    }

    private RaftNode<KvResult> node(KvStore store, Disks disks, GrpcTransport transport) {
        var id = config.node().id();
        var limits = NodeLimits.DEFAULT.withCommandBytesMax(commandBytesMax());
        var world =
                new RaftSetup.World(
                        transport.runtime(new ThreadRuntime("member-" + id)),
                        disks.log(),
                        disks.snapshots(),
                        transport,
                        new SplittableRandom(),
                        Observer.NONE);
        var node =
                RaftNode.start(
                        new RaftSetup<>(
                                id,
                                GroupId.FIRST,
                                config.timing(),
                                Limits.DEFAULT,
                                limits,
                                bootstrap(),
                                world,
                                store));
        parts.handOver(disks.log());
        parts.handOver(disks.snapshots());
        return parts.keep(node);
    }

    private @Nullable Membership bootstrap() {
        if (!config.cluster().bootstrap()) {
            return null;
        }
        var addresses = new TreeMap<MemberId, String>();
        ClusterId.firstMembers(config)
                .forEach((id, address) -> addresses.put(id, address.toString()));
        return Membership.ofVoters(addresses);
    }

    private ScheduledExecutorService clock() {
        var clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("requests-clock").factory());
        parts.keep(clock::shutdownNow);
        return clock;
    }

    private void openClientPort(ReplicatedStore store, ScheduledExecutorService clock)
            throws StartException {
        var listen = config.http().listen();
        var headers = new Headers(clusterId, config.node().id());
        var readiness = new Readiness();
        var services =
                List.<BindableService>of(
                        new EtcdKv(store, headers),
                        new EtcdCluster(store, headers, clientAddresses()),
                        new EtcdMaintenance(store, headers, config.node().dataDirectory()),
                        readiness.service());
        try {
            var port =
                    parts.keep(
                            ClientPort.open(
                                    listen.socketAddress(), services, http(store), portLimits()));
            clientAddress.set(listen.withPort(port.address().getPort()));
            readiness.follow(store, clock);
            parts.keep(readiness::end);
        } catch (IOException failure) {
            throw StartFailures.port("clients", listen, "http.listen_addr", failure);
        }
    }

    private Map<MemberId, Supplier<Address>> clientAddresses() {
        var addresses = new HashMap<MemberId, Supplier<Address>>();
        addresses.put(config.node().id(), clientAddress::get);
        for (var peer : config.cluster().peers()) {
            var address = peer.clientAddress();
            if (address != null) {
                addresses.put(peer.id(), () -> address);
            }
        }
        return addresses;
    }

    private HttpHandler http(ReplicatedStore store) {
        if (!config.http().enabled()) {
            var off = HttpResponse.error(404, "HTTP is switched off here (http.enabled)");
            return _ -> CompletableFuture.completedStage(off);
        }
        var self =
                new Self(
                        config.node().id(),
                        config.cluster().name(),
                        config.node().advertised(),
                        clientAddress::get);
        return HttpApi.of(store, self);
    }

    private ClientPortLimits portLimits() {
        return ClientPortLimits.defaults()
                .withConnectionsMax(config.limits().connectionsMax())
                .withHttpBodyBytesMax(commandBytesMax())
                .withGrpcMessageBytesMax(commandBytesMax());
    }
}
