package io.balsa.raft.transport;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a member listens for the others: a host name or IP address, and a port.
///
/// @param port 0 to 65535; 0 only where a free port is to be chosen
public record PeerAddress(String host, int port) {
    private static final int PORT_MAX = 65_535;

    public PeerAddress {
        if (port < 0 || port > PORT_MAX || !isHost(host)) {
            throw new IllegalArgumentException(
                    "a peer address is a host name and a port from 0 to %d, not %s:%d"
                            .formatted(PORT_MAX, host, port));
        }
    }

    /// Names that a URI cannot hold, such as those with an underscore, gRPC cannot dial.
    private static boolean isHost(String host) {
        try {
            return new URI(null, null, host, 1, null, null, null).getHost() != null;
        } catch (URISyntaxException _) {
            return false;
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
