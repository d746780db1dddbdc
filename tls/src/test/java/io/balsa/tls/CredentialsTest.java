package io.balsa.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.tls.TlsFiles.Part;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

class CredentialsTest {
    @TempDir private Path folder = Path.of("");

    private final TestAuthority authority = TestAuthority.named("authority");
    private TlsFiles files = new TlsFiles(null, null);

    @BeforeEach
    void writeFiles() throws IOException {
        var pair = authority.issue("member").write(folder, "member");
        var trusted = authority.write(folder.resolve("ca.pem"));
        files = new TlsFiles(new TlsFiles.Own(pair.certificate(), pair.key()), trusted);
    }

    @Test
    void acceptsWhatBelongsTogether() throws Exception {
        try (var credentials = unwatched()) {
            assertThat(credentials.context().getProtocol()).isEqualTo("TLS");
            assertThat(credentials.expiry())
                    .hasValueSatisfying(
                            expiry -> assertThat(expiry).isAfter(Clock.systemUTC().instant()));
        }
    }

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        Files.delete(folder.resolve("member-key.pem"));

        expect(Part.KEY, "member-key.pem does not exist: make it, or name another");
    }

    @Test
    void namesTheFileThatIsNoFile() throws Exception {
        Files.delete(folder.resolve("ca.pem"));
        Files.createDirectory(folder.resolve("ca.pem"));

        expect(Part.AUTHORITIES, "ca.pem cannot be read");
    }

    @Test
    void saysHowACertificateBegins() throws Exception {
        Files.writeString(folder.resolve("member.pem"), "hello");

        expect(Part.CERTIFICATE, "member.pem holds no certificate in PEM form");
        Files.writeString(folder.resolve("member.pem"), "");
        expect(Part.CERTIFICATE, "-----BEGIN CERTIFICATE-----");
    }

    @Test
    void saysHowAKeyBegins() throws Exception {
        var key = folder.resolve("member-key.pem");
        Files.writeString(key, "hello");
        expect(Part.KEY, "member-key.pem holds no private key in PEM form");

        Files.writeString(
                key, "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----");
        expect(Part.KEY, "openssl pkcs8 -topk8 -nodes -in");

        Files.writeString(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMHc=\n");
        expect(Part.KEY, "is encrypted");

        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nMHc=\n-----END PRIVATE KEY-----");
        expect(Part.KEY, "it is damaged");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        Files.writeString(folder.resolve("member-key.pem"), authority.issue("other").key());

        expect(Part.KEY, "member-key.pem is not that of the certificate in");
    }

    @Test
    void refusesACertificateThatHasExpired() throws Exception {
        authority.issue("member", Duration.ofDays(-1)).write(folder, "member");

        expect(Part.CERTIFICATE, "the certificate of CN=member expired at");
    }

    @Test
    void usesNewFilesOnceTheyStayTheSame() throws Exception {
        try (var credentials = unwatched()) {
            var first = credentials.context();
            credentials.look();
            assertThat(credentials.context()).isSameAs(first);

            authority.issue("member", Duration.ofHours(5)).write(folder, "member");
            credentials.look();
            assertThat(credentials.context()).isSameAs(first);

            credentials.look();
            var second = credentials.context();
            assertThat(second).isNotSameAs(first);
            assertThat(credentials.expiry())
                    .hasValueSatisfying(expiry ->
                            assertThat(expiry)
                                    .isAfter(Clock.systemUTC().instant().plusSeconds(4 * 3600)));

            credentials.look();
            assertThat(credentials.context()).isSameAs(second);
        }
    }

    @Test
    void keepsTheOldOnesWhenNewFilesAreBroken() throws Exception {
        try (var credentials = unwatched()) {
            var first = credentials.context();

            Files.writeString(folder.resolve("member.pem"), "hello");
            look(credentials);
            assertThat(credentials.context()).isSameAs(first);

            Files.delete(folder.resolve("member.pem"));
            look(credentials);
            assertThat(credentials.context()).isSameAs(first);

            authority.issue("member").write(folder, "member");
            look(credentials);
            assertThat(credentials.context()).isNotSameAs(first);
        }
    }

    private static void look(Credentials credentials) {
        for (var i = 0; i < 3; i++) {
            credentials.look();
        }
    }

    private Credentials unwatched() throws TlsException {
        return Credentials.unwatched("a test", files, Clock.systemUTC());
    }

    private void expect(Part part, String words) {
        assertThatThrownBy(() -> files.check())
                .isInstanceOfSatisfying(
                        TlsException.class, broken -> assertThat(broken.part()).isEqualTo(part))
                .hasMessageContaining(words);
    }
}
