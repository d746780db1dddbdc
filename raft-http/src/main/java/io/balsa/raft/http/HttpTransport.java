package io.balsa.raft.http;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportOptions;

import java.io.IOException;
import java.util.Map;

/// Carries messages between members over HTTP/1.1: with mutual TLS, or in the clear.
public final class HttpTransport {
    private HttpTransport() {}

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
        var transport = SocketTransport.open(new HttpProtocol(), identity, listen, options);
        transport.updateAddresses(others);
        return transport;
    }
}
