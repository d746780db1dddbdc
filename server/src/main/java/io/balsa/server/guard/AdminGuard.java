package io.balsa.server.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpResponse;
import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Set;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Lets only those who may look after the group use what changes it.
///
/// Either of the two ways in is enough. Without any, everybody may.
///
/// @param token what those who may know, and send as `Authorization: Bearer TOKEN`; null for no
///   such way in
/// @param admitsCertificates is a client certificate, which the TLS of the port has checked
///   already, a way in?
public record AdminGuard(@Nullable AdminToken token, boolean admitsCertificates) {
    private static final String SCHEME = "Bearer ";
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /// Everybody may.
    public static AdminGuard open() {
        return new AdminGuard(null, false);
    }

    /// Answers 401 in place of `handler` to those who may not.
    public HttpHandler protect(HttpHandler handler) {
        if (isOpen()) {
            return handler;
        }
        return request -> {
            var objection =
                    objection(
                            request.header("authorization").orElse(null), request.hasCertificate());
            return objection == null
                    ? handler.handle(request)
                    : completedStage(
                            HttpResponse.error(401, objection).with("www-authenticate", "Bearer"));
        };
    }

    /// Ends calls of `service` with `UNAUTHENTICATED` for those who may not.
    ///
    /// @param free full names of methods that everybody may call
    public BindableService protect(BindableService service, Set<String> free) {
        return isOpen() ? service : () -> ServerInterceptors.intercept(service, asking(free));
    }

    private ServerInterceptor asking(Set<String> free) {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                var method = call.getMethodDescriptor().getFullMethodName();
                var objection =
                        free.contains(method)
                                ? null
                                : objection(headers.get(AUTHORIZATION), hasCertificate(call));
                if (objection == null) {
                    return next.startCall(call, headers);
                }
                call.close(Status.UNAUTHENTICATED.withDescription(objection), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        };
    }

    private boolean isOpen() {
        return token == null && !admitsCertificates;
    }

    /// What speaks against it, and what to send instead; null if nothing does.
    private @Nullable String objection(@Nullable String authorization, boolean hasCertificate) {
        if (admitsCertificates && hasCertificate) {
            return null;
        }
        if (token != null && authorization != null) {
            return authorization.startsWith(SCHEME)
                            && isEqual(
                                    token.text(), authorization.substring(SCHEME.length()).strip())
                    ? null
                    : "this is not the admin token: " + remedy();
        }
        return "only those who look after the group may do this: " + remedy();
    }

    /// Takes as long whatever the first difference is, so that nobody can find it.
    private static boolean isEqual(String secret, String said) {
        return MessageDigest.isEqual(secret.getBytes(UTF_8), said.getBytes(UTF_8));
    }

    private String remedy() {
        var ways = new ArrayList<String>();
        if (token != null) {
            ways.add("send \"Authorization: Bearer TOKEN\" with the token in admin.token_file");
        }
        if (admitsCertificates) {
            ways.add("show a client certificate that tls.trusted_ca_file has signed");
        }
        return String.join(", or ", ways);
    }

    private static boolean hasCertificate(ServerCall<?, ?> call) {
        return hasCertificate(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    }

    private static boolean hasCertificate(@Nullable SSLSession session) {
        try {
            return session != null && session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "guard with%s token, certificates %s"
                .formatted(token == null ? "out" : "", admitsCertificates ? "admitted" : "ignored");
    }
}
