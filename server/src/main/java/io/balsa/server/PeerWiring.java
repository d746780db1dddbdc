package io.balsa.server;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.http.HttpTransport;
import io.balsa.raft.node.OpenParts;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportOptions;
import io.balsa.raft.transport.TransportTiming;
import io.balsa.server.config.ServerConfig;
import io.balsa.server.metrics.ServerMetrics;
import io.balsa.tls.Credentials;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;

/// Opens the port for the other members.
final class PeerWiring {
    private PeerWiring() {}

    static SocketTransport open(
            ServerConfig config, OpenParts parts, ServerMetrics metrics, long cluster)
            throws StartException {
        var listen = config.node().listen();
        var others = new HashMap<MemberId, PeerAddress>();
        config.cluster()
                .peers()
                .forEach(peer -> others.put(peer.id(), peer.address().peerAddress()));
        var identity = new Identity(cluster, config.node().id());
        var options =
                new TransportOptions(
                        Sizes.peerLimits(config),
                        TransportTiming.DEFAULT,
                        credentials(config, parts, metrics));
        try {
            var here = listen.peerAddress();
            var transport =
                    parts.keep(
                            switch (config.raft().carrier()) {
                                case GRPC -> GrpcTransport.open(identity, here, others, options);
                                case HTTP -> HttpTransport.open(identity, here, others, options);
                            });
            var advertised = config.node().advertised();
            if (advertised.port() != 0) {
                transport.advertise(advertised.peerAddress());
            }
            return transport;
        } catch (IOException failure) {
            throw StartFailures.port("other members", listen, "node.listen_addr", failure);
        }
    }

    private static @Nullable Credentials credentials(
            ServerConfig config, OpenParts parts, ServerMetrics metrics) throws StartException {
        var files = config.security().peers();
        if (files == null) {
            return null;
        }
        var credentials = TlsWiring.open(parts, "the peer port", files);
        metrics.bindExpiry("peer", credentials);
        return credentials;
    }
}
