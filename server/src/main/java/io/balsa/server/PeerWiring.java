package io.balsa.server;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.node.OpenParts;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportTiming;
import io.balsa.server.config.ServerConfig;

import java.io.IOException;
import java.util.HashMap;

/// Opens the port for the other members.
final class PeerWiring {
    private PeerWiring() {}

    static SocketTransport open(ServerConfig config, OpenParts parts, long cluster)
            throws StartException {
        var listen = config.node().listen();
        var others = new HashMap<MemberId, PeerAddress>();
        config.cluster()
                .peers()
                .forEach(peer -> others.put(peer.id(), peer.address().peerAddress()));
        var identity = new Identity(cluster, config.node().id());
        try {
            var transport =
                    parts.keep(
                            GrpcTransport.open(
                                    identity,
                                    listen.peerAddress(),
                                    others,
                                    Sizes.peerLimits(config),
                                    TransportTiming.DEFAULT));
            var advertised = config.node().advertised();
            if (advertised.port() != 0) {
                transport.advertise(advertised.peerAddress());
            }
            return transport;
        } catch (IOException failure) {
            throw StartFailures.port("other members", listen, "node.listen_addr", failure);
        }
    }
}
