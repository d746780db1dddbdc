package io.balsa.server;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.OpenParts;
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

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Opens the port for clients, with every API that is served there.
final class ClientWiring {
    private final ServerConfig config;
    private final OpenParts parts;
    private final long cluster;
    private final AtomicReference<Address> clientAddress;

    ClientWiring(ServerConfig config, OpenParts parts, long cluster) {
        this.config = config;
        this.parts = parts;
        this.cluster = cluster;
        this.clientAddress = new AtomicReference<>(config.http().listen());
    }

    /// Returns where clients reach the member: its port is the one in use.
    Address open(ReplicatedStore store, ScheduledExecutorService clock) throws StartException {
        var listen = config.http().listen();
        var readiness = new Readiness();
        try {
            var port =
                    parts.keep(
                            ClientPort.open(
                                    listen.socketAddress(),
                                    services(store, readiness),
                                    http(store),
                                    limits()));
            clientAddress.set(listen.withPort(port.address().getPort()));
            readiness.follow(store, clock);
            parts.keep(readiness::end);
            return clientAddress.get();
        } catch (IOException failure) {
            throw StartFailures.port("clients", listen, "http.listen_addr", failure);
        }
    }

    private List<BindableService> services(ReplicatedStore store, Readiness readiness) {
        var headers = new Headers(cluster, config.node().id());
        return List.of(
                new EtcdKv(store, headers),
                new EtcdCluster(store, headers, clientAddresses()),
                new EtcdMaintenance(store, headers, config.node().dataDirectory()),
                readiness.service());
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

    private ClientPortLimits limits() {
        return ClientPortLimits.defaults()
                .withConnectionsMax(config.limits().connectionsMax())
                .withHttpBodyBytesMax(Sizes.commandBytesMax(config))
                .withGrpcMessageBytesMax(Sizes.commandBytesMax(config));
    }
}
