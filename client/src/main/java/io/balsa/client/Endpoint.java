package io.balsa.client;

/// Where a member listens for clients. Prints as `host:port`, with brackets around an IPv6 address.
///
/// @param host a name, or an address without brackets
public record Endpoint(String host, int port) {
    private static final int PORT_MAX = 65_535;
    private static final String SCHEME = "http://";

    /// Reads `host:port` or `http://host:port`.
    ///
    /// @throws IllegalArgumentException if it is neither; the message says so
    public static Endpoint parse(String text) {
        if (text.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "%s: leave https:// out, whether TLS is spoken is said elsewhere"
                            .formatted(text));
        }
        var address = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        var colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw notAnEndpoint(text);
        }
        return new Endpoint(host(address.substring(0, colon), text), port(text, colon, address));
    }

    private static String host(String written, String text) {
        var bracketed = written.startsWith("[") && written.endsWith("]");
        if (!bracketed && written.contains(":")) {
            throw notAnEndpoint(text);
        }
        return bracketed ? written.substring(1, written.length() - 1) : written;
    }

    private static int port(String text, int colon, String address) {
        try {
            var port = Integer.parseInt(address.substring(colon + 1));
            if (port >= 1 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw notAnEndpoint(text);
    }

    private static IllegalArgumentException notAnEndpoint(String text) {
        return new IllegalArgumentException(
                "'%s' is not an endpoint such as 127.0.0.1:2379".formatted(text));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
    }
}
