package io.balsa.raft.grpc;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportLimits;
import io.balsa.raft.transport.TransportOptions;
import io.balsa.raft.transport.TransportTiming;

import java.io.IOException;
import java.util.Map;

/// Carries messages between members over gRPC: with mutual TLS, or in the clear.
public final class GrpcTransport {
    private GrpcTransport() {}

    /// Opens a transport that listens at `listen` and dials `others`; among these the member itself
    /// is ignored.
    ///
    /// @throws IOException when it cannot listen there; the message says what to do
    public static SocketTransport open(
            Identity identity,
            PeerAddress listen,
            Map<MemberId, PeerAddress> others,
            TransportOptions options)
            throws IOException {
        var transport = SocketTransport.open(new GrpcProtocol(), identity, listen, options);
        transport.updateAddresses(others);
        return transport;
    }

    /// The same in the clear.
    ///
    /// @throws IOException when it cannot listen there; the message says what to do
    public static SocketTransport open(
            Identity identity,
            PeerAddress listen,
            Map<MemberId, PeerAddress> others,
            TransportLimits limits,
            TransportTiming timing)
            throws IOException {
        return open(identity, listen, others, new TransportOptions(limits, timing, null));
    }
}
