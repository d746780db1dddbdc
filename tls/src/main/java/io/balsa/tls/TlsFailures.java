package io.balsa.tls;

import org.jspecify.annotations.Nullable;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Says why a handshake failed, in words about the other side.
public final class TlsFailures {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    /// No failure has so many causes.
    private static final int DEPTH_MAX = 20;

    private TlsFailures() {}

    /// What went wrong, or nothing if TLS was not to blame.
    public static Optional<String> explain(Throwable failure) {
        @Nullable SSLException found = null;
        var depth = 0;
        for (var cause = failure;
                cause != null && depth < DEPTH_MAX;
                cause = cause.getCause(), depth++) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    return Optional.of("its certificate has expired: give it a new one");
                }
                case CertificateNotYetValidException _ -> {
                    return Optional.of("its certificate is not valid yet: compare the clocks");
                }
                case SSLException broken -> found = broken;
                default -> {}
            }
        }
        return Optional.ofNullable(found).map(broken -> words("" + broken.getMessage()));
    }

    /// Did a handshake fail? Then nothing that was meant to be sent has been taken in.
    public static boolean isBeforeTheFirstWord(Throwable failure) {
        var depth = 0;
        for (var cause = failure;
                cause != null && depth < DEPTH_MAX;
                cause = cause.getCause(), depth++) {
            if (cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static String words(String message) {
        if (message.contains("Empty client certificate chain")
                || message.contains("Empty server certificate chain")) {
            return "it shows no certificate";
        } else if (message.contains("not an SSL/TLS record")) {
            return "it does not speak TLS: compare the TLS settings of both sides";
        } else if (message.contains("PKIX path") || message.contains("valid certification path")) {
            return "none of the trusted authorities has signed its certificate";
        } else if (message.contains("No subject alternative")
                || message.contains("No name matching")) {
            return "its certificate is not for the address that was dialled (%s)"
                    .formatted(message);
        }
        var alert = ALERT.matcher(message);
        return alert.find() ? heard(alert.group(1)) : "TLS failed: " + message;
    }

    private static String heard(String alert) {
        return switch (alert) {
            case "certificate_required" -> "it wants to see a certificate, and none was shown";
            case "bad_certificate",
                    "certificate_unknown",
                    "unknown_ca",
                    "unsupported_certificate" ->
                    "it does not accept the certificate shown to it (%s)".formatted(alert);
            case "certificate_expired" -> "it finds the certificate shown to it expired";
            default -> "it broke the TLS handshake off (%s)".formatted(alert);
        };
    }
}
