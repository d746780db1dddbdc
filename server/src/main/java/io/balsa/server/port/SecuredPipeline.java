package io.balsa.server.port;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

import javax.net.ssl.SSLPeerUnverifiedException;

/// What the TLS of a connection knows, if there is any.
final class SecuredPipeline {
    private SecuredPipeline() {}

    /// Has the client shown a certificate? TLS has checked it then.
    static boolean hasCertificate(ChannelPipeline pipeline) {
        var tls = pipeline.get(SslHandler.class);
        try {
            return tls != null && tls.engine().getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException _) {
            return false;
        }
    }

    /// Says that nothing more will be sent, as TLS wants it: who hears an end without that may take
    /// it for an attack.
    static void sayGoodbye(ChannelPipeline pipeline) {
        var tls = pipeline.get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        }
    }

    /// gRPC's event that it may begin, which tells it of the client's certificate, too.
    static Object told(ChannelPipeline pipeline, Object negotiation) {
        var tls = pipeline.get(SslHandler.class);
        if (tls == null || !(negotiation instanceof ProtocolNegotiationEvent event)) {
            return negotiation;
        }
        Attributes known = InternalProtocolNegotiationEvent.getAttributes(event);
        return InternalProtocolNegotiationEvent.withAttributes(
                event,
                known.toBuilder()
                        .set(Grpc.TRANSPORT_ATTR_SSL_SESSION, tls.engine().getSession())
                        .build());
    }
}
