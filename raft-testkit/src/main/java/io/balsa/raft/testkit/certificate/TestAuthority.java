package io.balsa.raft.testkit.certificate;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// An authority of a test, which believes in nobody else.
public final class TestAuthority {
    private final X509Bundle own;

    private TestAuthority(X509Bundle own) {
        this.own = own;
    }

    /// A certificate and its key in PEM form.
    public record Issued(String certificate, String key) {
        /// Writes `NAME.pem` and `NAME-key.pem` into `folder`.
        public Pair write(Path folder, String name) throws IOException {
            var files = new Pair(folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
            Files.writeString(files.certificate, certificate);
            Files.writeString(files.key, key);
            return files;
        }
    }

    /// Where they are.
    public record Pair(Path certificate, Path key) {}

    /// A new one, unlike all others.
    public static TestAuthority named(String name) {
        try {
            return new TestAuthority(
                    new CertificateBuilder()
                            .ecp256()
                            .subject("CN=" + name)
                            .setIsCertificateAuthority(true)
                            .buildSelfSigned());
        } catch (Exception failure) {
            throw new IllegalStateException("no authority could be made", failure);
        }
    }

    /// A certificate of a process on loopback, good for an hour.
    public Issued issue(String name) {
        return issue(name, Duration.ofHours(1));
    }

    /// The same, good for another time, which may be over already.
    public Issued issue(String name, Duration validity) {
        try {
            var now = Instant.now();
            var issued =
                    new CertificateBuilder()
                            .ecp256()
                            .subject("CN=" + name)
                            .addSanDnsName("localhost")
                            .addSanIpAddress("127.0.0.1")
                            .addSanIpAddress("::1")
                            .notBefore(now.minus(Duration.ofDays(2)))
                            .notAfter(now.plus(validity))
                            .buildIssuedBy(own);
            return new Issued(issued.getCertificatePEM(), issued.getPrivateKeyPEM());
        } catch (Exception failure) {
            throw new IllegalStateException("no certificate could be made", failure);
        }
    }

    /// Its own certificate in PEM form: those who believe it believe all that it issued.
    public String certificate() {
        return own.getCertificatePEM();
    }

    /// Writes its own certificate into `file`.
    public Path write(Path file) throws IOException {
        return Files.writeString(file, certificate());
    }
}
