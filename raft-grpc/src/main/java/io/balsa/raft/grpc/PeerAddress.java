package io.balsa.raft.grpc;

import org.jspecify.annotations.Nullable;

/// Where a member listens for the others: a host name or IP address, and a port.
///
/// @param port 0 to 65535; 0 only where a free port is to be chosen
public record PeerAddress(String host, int port) {
    private static final int PORT_MAX = 65_535;

    public PeerAddress {
        if (host.isBlank() || port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "a peer address is host:port with a port from 0 to %d, not %s:%d"
                            .formatted(PORT_MAX, host, port));
        }
    }

    /// Reads `host:port`; an IPv6 address stands in brackets, as in `[::1]:2380`.
    ///
    /// @throws IllegalArgumentException when `text` is something else
    public static PeerAddress parse(String text) {
        var colon = text.lastIndexOf(':');
        var host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw notAnAddress(text, null);
        }
        try {
            return new PeerAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw notAnAddress(text, e);
        }
    }

    private static IllegalArgumentException notAnAddress(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\"%s\" is no peer address: write host:port, as in 10.0.0.1:2380 or [::1]:2380"
                        .formatted(text),
                cause);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
