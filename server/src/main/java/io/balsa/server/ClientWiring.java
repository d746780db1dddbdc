package io.balsa.server;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.OpenParts;
import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.etcd.EtcdCluster;
import io.balsa.server.etcd.EtcdKv;
import io.balsa.server.etcd.EtcdMaintenance;
import io.balsa.server.etcd.Headers;
import io.balsa.server.group.Group;
import io.balsa.server.grpc.AdminService;
import io.balsa.server.grpc.Contacts;
import io.balsa.server.grpc.KvService;
import io.balsa.server.guard.AdminGuard;
import io.balsa.server.guard.AdminToken;
import io.balsa.server.guard.TokenFile;
import io.balsa.server.health.DiskProbe;
import io.balsa.server.health.Readiness;
import io.balsa.server.http.Self;
import io.balsa.server.metrics.ServerMetrics;
import io.balsa.server.port.ClientPort;
import io.balsa.server.port.ClientPortLimits;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.port.RequestIds;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.server.tracing.Tracing;
import io.balsa.tls.netty.NettyTls;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.handler.ssl.ClientAuth;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
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
    private final Known known;
    private final AtomicReference<Address> clientAddress;

    /// @param known how this member is known to its peers
    ClientWiring(ServerConfig config, OpenParts parts, Known known) {
        this.config = config;
        this.parts = parts;
        this.known = known;
        this.clientAddress = new AtomicReference<>(config.http().listen());
    }

    /// How the member is known to its peers.
    ///
    /// @param cluster the id that they share
    /// @param address where they reach it
    record Known(long cluster, Address address) {}

    /// What clients are offered.
    ///
    /// @param disk says whether the disk works
    /// @param readiness says whether a linearizable read can be served
    /// @param tracing null where writes are not followed
    record Served(
            ReplicatedStore store,
            Group group,
            ServerMetrics metrics,
            DiskProbe disk,
            Readiness readiness,
            @Nullable Tracing tracing) {}

    /// Returns where clients reach the member: its port is the one in use.
    Address open(Served served, ScheduledExecutorService clock) throws StartException {
        var listen = config.http().listen();
        var readiness = served.readiness;
        var contacts = new Contacts(config.cluster().name(), clientAddresses());
        var admin = new AdminService(served.group, readiness, contacts, known.address.toString());
        var services = new ArrayList<BindableService>(etcd(served.store, contacts));
        services.add(new KvService(served.store, contacts));
        services.replaceAll(service -> followed(service, served.tracing));
        var guard = guard();
        services.add(guard.protect(admin, AdminService.FREE));
        services.add(readiness.service());
        services.add(ProtoReflectionServiceV1.newInstance());
        try {
            var port =
                    parts.keep(
                            ClientPort.open(
                                    listen.socketAddress(),
                                    services,
                                    http(served, guard),
                                    limits(),
                                    tls(served.metrics)));
            clientAddress.set(listen.withPort(port.address().getPort()));
            readiness.follow(clock);
            parts.keep(admin);
            parts.keep(readiness::end);
            return clientAddress.get();
        } catch (IOException failure) {
            throw StartFailures.port("clients", listen, "http.listen_addr", failure);
        }
    }

    private static BindableService followed(BindableService service, @Nullable Tracing tracing) {
        return tracing == null
                ? service
                : () -> ServerInterceptors.intercept(service, tracing.calls());
    }

    private List<BindableService> etcd(ReplicatedStore store, Contacts contacts) {
        var headers = new Headers(known.cluster, config.node().id());
        return List.of(
                new EtcdKv(store, headers),
                new EtcdCluster(store, headers, contacts.clientAddresses()),
                new EtcdMaintenance(store, headers, config.node().dataDirectory()));
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

    private AdminGuard guard() throws StartException {
        var admin = config.security().admin();
        var file = admin.token();
        try {
            var token = file == null ? null : parts.keep(AdminToken.open(file));
            return new AdminGuard(token, admin.admitsCertificates());
        } catch (TokenFile.UnusableException unusable) {
            throw new StartException("no admin token: " + unusable.getMessage(), unusable);
        }
    }

    private @Nullable NettyTls tls(ServerMetrics metrics) throws StartException {
        var tls = config.security().clients();
        if (tls == null) {
            return null;
        }
        var credentials = TlsWiring.open(parts, "the client port", tls.files());
        metrics.bindExpiry("client", credentials);
        var demand = ClientAuth.NONE;
        if (tls.demandsCertificate()) {
            demand = ClientAuth.REQUIRE;
        } else if (config.security().admin().admitsCertificates()) {
            demand = ClientAuth.OPTIONAL;
        }
        return NettyTls.listening(credentials, demand, ClientPort.PROTOCOLS);
    }

    private HttpHandler http(Served served, AdminGuard guard) {
        if (!config.http().enabled()) {
            var off = HttpResponse.error(404, "HTTP is switched off here (http.enabled)");
            return _ -> CompletableFuture.completedStage(off);
        }
        var self =
                new Self(
                        config.node().id(),
                        config.cluster().name(),
                        known.address,
                        clientAddress::get);
        var routes = new HttpWiring(served, self, guard, config.metrics().enabled()).routes();
        return new RequestIds(served.tracing == null ? routes : served.tracing.following(routes));
    }

    private ClientPortLimits limits() {
        return config.limits()
                .port()
                .withHttpBodyBytesMax(Sizes.commandBytesMax(config))
                .withGrpcMessageBytesMax(Sizes.commandBytesMax(config));
    }
}
