package io.balsa.tls.netty;

import io.balsa.tls.Credentials;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;

import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

/// TLS for connections of Netty, always with the certificates of the moment. It is the JDK's.
public final class NettyTls {
    /// HTTP/2, as the ALPN extension calls it (RFC 7301).
    public static final String HTTP_2 = "h2";

    /// HTTP/1.1, likewise.
    public static final String HTTP_1_1 = "http/1.1";

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Credentials credentials;
    private final boolean dials;
    private final ClientAuth demand;
    private final ApplicationProtocolConfig protocols;
    private volatile Wrapped wrapped;

    private NettyTls(
            Credentials credentials, boolean dials, ClientAuth demand, List<String> protocols) {
        this.credentials = credentials;
        this.dials = dials;
        this.demand = demand;
        this.protocols =
                protocols.isEmpty()
                        ? ApplicationProtocolConfig.DISABLED
                        : new ApplicationProtocolConfig(
                                Protocol.ALPN,
                                SelectorFailureBehavior.NO_ADVERTISE,
                                SelectedListenerFailureBehavior.ACCEPT,
                                protocols);
        this.wrapped = wrap(credentials.context());
    }

    private record Wrapped(SSLContext source, SslContext context) {}

    /// For those who dial. A server's certificate must be for the host that was dialled; that is
    /// for the one who dials to ask for.
    public static NettyTls dialling(Credentials credentials, List<String> protocols) {
        return new NettyTls(credentials, true, ClientAuth.NONE, protocols);
    }

    /// For those who listen.
    ///
    /// @param demand must clients show a certificate?
    /// @param protocols what is spoken, in the order of preference; none where both sides know
    public static NettyTls listening(
            Credentials credentials, ClientAuth demand, List<String> protocols) {
        return new NettyTls(credentials, false, demand, protocols);
    }

    /// What the next connection is to use.
    public SslContext context() {
        var now = credentials.context();
        var last = wrapped;
        if (!last.source.equals(now)) {
            last = wrap(now);
            wrapped = last;
        }
        return last.context;
    }

    /// For a connection that was accepted: stands first in its pipeline.
    ///
    /// @param handshakeNanosMax then the connection is closed
    public SslHandler handler(ByteBufAllocator buffers, long handshakeNanosMax) {
        var handler = context().newHandler(buffers);
        handler.setHandshakeTimeout(handshakeNanosMax, TimeUnit.NANOSECONDS);
        return handler;
    }

    private Wrapped wrap(SSLContext source) {
        return new Wrapped(
                source,
                new JdkSslContext(
                        source,
                        dials,
                        Http2SecurityUtil.CIPHERS,
                        SupportedCipherSuiteFilter.INSTANCE,
                        protocols,
                        demand,
                        VERSIONS,
                        false));
    }
}
