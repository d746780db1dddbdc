package io.balsa.server;

import io.balsa.server.config.Address;
import io.balsa.server.config.ServerConfig;

import java.util.ArrayList;
import java.util.List;

/// What others than this machine can do with a member because it listens to them in the clear.
final class Exposure {
    private Exposure() {}

    /// Warnings, one for each port.
    static List<String> of(ServerConfig config) {
        var warnings = new ArrayList<String>();
        var security = config.security();
        var clients = config.http().listen();
        if (security.clients() == null && isReachable(clients)) {
            warnings.add(
                    ("IN THE CLEAR: everybody who reaches %s can read and change all data, and"
                                    + " everybody on the way can listen. Set tls.cert_file and"
                                    + " tls.key_file, or listen at 127.0.0.1 (http.listen_addr)")
                            .formatted(clients));
        }
        var peers = config.node().listen();
        if (security.peers() == null && isReachable(peers)) {
            warnings.add(
                    ("IN THE CLEAR: everybody who reaches %s can pretend to be a member and change"
                                    + " all data. Set peer_tls.cert_file, peer_tls.key_file and"
                                    + " peer_tls.trusted_ca_file, or listen at 127.0.0.1"
                                    + " (node.listen_addr)")
                            .formatted(peers));
        }
        return warnings;
    }

    private static boolean isReachable(Address listen) {
        var address = listen.socketAddress().getAddress();
        return address == null || !address.isLoopbackAddress();
    }
}
