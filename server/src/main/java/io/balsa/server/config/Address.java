package io.balsa.server.config;

import io.balsa.raft.transport.PeerAddress;

import java.net.InetSocketAddress;

/// A host name or IP address, and a port.
///
/// @param port 0 to 65535; 0 only where any free port will do
public record Address(String host, int port) {
    static final int PORT_MAX = 65_535;

    public Address {
        try {
            var _ = new PeerAddress(host, port);
        } catch (IllegalArgumentException broken) {
            throw notAnAddress(host + ":" + port, broken);
        }
    }

    /// Reads `host:port`; an IPv6 address stands in brackets, as in `[::1]:2379`.
    ///
    /// @throws IllegalArgumentException when `text` is something else; the message says how to
    ///   write it
    public static Address parse(String text) {
        try {
            var address = PeerAddress.parse(text);
            return new Address(address.host(), address.port());
        } catch (IllegalArgumentException broken) {
            throw notAnAddress(text, broken);
        }
    }

    private static IllegalArgumentException notAnAddress(String text, Exception cause) {
        return new IllegalArgumentException(
                "\"%s\" is no address: write host:port, as in 127.0.0.1:2379 or [::1]:2379"
                        .formatted(text),
                cause);
    }

    /// Does it stand for all addresses of the machine, so that nobody can dial it?
    public boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    public Address withPort(int other) {
        return new Address(host, other);
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    public PeerAddress peerAddress() {
        return new PeerAddress(host, port);
    }

    @Override
    public String toString() {
        return peerAddress().toString();
    }
}
