package io.balsa.raft.transport;

import io.balsa.tls.Credentials;
import io.balsa.tls.netty.NettyTls;
import io.netty.handler.ssl.ClientAuth;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// TLS between members. Both sides show a certificate.
///
/// @param dialling for the protocol, which dials: it must see to it that the certificate is for the
///   host that was dialled
/// @param listening for connections that are accepted, which the transport sees to
public record PeerTls(NettyTls dialling, NettyTls listening) {
    /// Null where members speak in the clear.
    static @Nullable PeerTls of(@Nullable Credentials credentials, List<String> spoken) {
        return credentials == null
                ? null
                : new PeerTls(
                        NettyTls.dialling(credentials, spoken),
                        NettyTls.listening(credentials, ClientAuth.REQUIRE, spoken));
    }
}
