package io.balsa.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.balsa.tls.TlsFiles.Part;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.CertificateUtils;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Files that have been read and found good.
///
/// @param context shows the certificate and believes the authorities
/// @param shown the own chain; empty without one
/// @param believed the authorities; empty where they are the usual ones of the JDK
record Material(SSLContext context, List<Dated> shown, List<Dated> believed) {
    private static final byte[] PROBE = "does the key fit?".getBytes(US_ASCII);

    /// @throws TlsException if they cannot be used, or not any more at `now`
    static Material of(FileBytes files, Instant now) throws TlsException {
        var chain = List.<X509Certificate>of();
        KeyManager[] keys = null;
        if (files.has(Part.CERTIFICATE)) {
            chain = certificates(files, Part.CERTIFICATE);
            checkPeriod(files, chain, now);
            var key = key(files);
            checkFit(files, chain.getFirst().getPublicKey(), key);
            keys = new KeyManager[] {alwaysShowing(chain, key)};
        }
        var authorities = List.<X509Certificate>of();
        TrustManager[] believed = null;
        if (files.has(Part.AUTHORITIES)) {
            authorities = certificates(files, Part.AUTHORITIES);
            believed = believing(authorities);
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys, believed, null);
            return new Material(
                    context,
                    Dated.of(files, Part.CERTIFICATE, chain),
                    Dated.of(files, Part.AUTHORITIES, authorities));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java knows no TLS", broken);
        }
    }

    private static List<X509Certificate> certificates(FileBytes files, Part part)
            throws TlsException {
        var file = files.file(part);
        try (var in = new ByteArrayInputStream(files.bytes(part))) {
            var certificates = CertificateUtils.getX509Certificates(in);
            if (certificates.length > 0) {
                return List.of(certificates);
            }
            throw new TlsException(part, noCertificate(file.toString()), null);
        } catch (CertificateException | IOException broken) {
            throw new TlsException(part, noCertificate(file.toString()), broken);
        }
    }

    private static String noCertificate(String file) {
        return file
                + " holds no certificate in PEM form: it should begin with"
                + " -----BEGIN CERTIFICATE-----";
    }

    private static void checkPeriod(FileBytes files, List<X509Certificate> chain, Instant now)
            throws TlsException {
        var file = files.file(Part.CERTIFICATE);
        for (var certificate : chain) {
            var name = certificate.getSubjectX500Principal().getName();
            var first = certificate.getNotBefore().toInstant();
            var last = certificate.getNotAfter().toInstant();
            if (now.isAfter(last)) {
                throw new TlsException(
                        Part.CERTIFICATE,
                        "%s: the certificate of %s expired at %s: get a new one"
                                .formatted(file, name, last),
                        null);
            } else if (now.isBefore(first)) {
                throw new TlsException(
                        Part.CERTIFICATE,
                        ("%s: the certificate of %s counts from %s on: look at the clock of this"
                                        + " machine")
                                .formatted(file, name, first),
                        null);
            }
        }
    }

    private static PrivateKey key(FileBytes files) throws TlsException {
        var file = files.file(Part.KEY);
        var bytes = files.bytes(Part.KEY);
        var remedy = ": openssl pkcs8 -topk8 -nodes -in %s makes one".formatted(file);
        var text = new String(bytes, US_ASCII);
        if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
            throw new TlsException(
                    Part.KEY,
                    "%s is encrypted, a key that is not is needed%s".formatted(file, remedy),
                    null);
        } else if (text.matches("(?s).*-----BEGIN (RSA|EC|DSA) PRIVATE KEY-----.*")) {
            throw new TlsException(
                    Part.KEY,
                    "%s is a key of the old form, PKCS #8 is needed%s".formatted(file, remedy),
                    null);
        } else if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new TlsException(
                    Part.KEY,
                    ("%s holds no private key in PEM form: it should begin with"
                                    + " -----BEGIN PRIVATE KEY-----")
                            .formatted(file),
                    null);
        }
        try (var in = new ByteArrayInputStream(bytes)) {
            return CertificateUtils.getPrivateKey(in);
        } catch (IOException | GeneralSecurityException | RuntimeException broken) {
            throw new TlsException(
                    Part.KEY,
                    "%s is no RSA or EC key, or it is damaged: make a new one".formatted(file),
                    broken);
        }
    }

    /// A signature by the key must be one by the certificate's owner.
    private static void checkFit(FileBytes files, PublicKey shown, PrivateKey key)
            throws TlsException {
        if (!shown.getAlgorithm().equals(key.getAlgorithm()) || !fits(shown, key)) {
            throw new TlsException(
                    Part.KEY,
                    ("the key in %s is not that of the certificate in %s: name two that were"
                                    + " made together")
                            .formatted(files.file(Part.KEY), files.file(Part.CERTIFICATE)),
                    null);
        }
    }

    private static boolean fits(PublicKey shown, PrivateKey key) {
        var algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            var signed = signature.sign();
            signature.initVerify(shown);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException _) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java does not know " + algorithm, broken);
        }
    }

    /// Shows the certificate whoever asks: those who refuse it can then say why, where the JDK's
    /// own key manager would keep quiet about one that it finds unsuitable.
    private static KeyManager alwaysShowing(List<X509Certificate> chain, PrivateKey key) {
        var manager = new AdvancedTlsX509KeyManager();
        manager.updateIdentityCredentials(chain.toArray(X509Certificate[]::new), key);
        return manager;
    }

    private static TrustManager[] believing(List<X509Certificate> authorities) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Stream.of(factory.getTrustManagers()).toArray(TrustManager[]::new);
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("this Java keeps no certificates", broken);
        }
    }
}
