package io.balsa.server;

import io.balsa.raft.node.OpenParts;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

/// Opens the certificates of a port, which are looked at again and again until the member ends.
final class TlsWiring {
    private TlsWiring() {}

    /// @param name what log lines call the port
    static Credentials open(OpenParts parts, String name, TlsFiles files) throws StartException {
        try {
            return parts.keep(Credentials.open(name, files));
        } catch (TlsException broken) {
            throw new StartException(
                    "no TLS for %s: %s".formatted(name, broken.getMessage()), broken);
        }
    }
}
