package io.balsa.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.certificate.TestAuthority;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// What both sides say of real handshakes that fail.
class HandshakeTest {
    private static final String FINE = "fine";

    private final TestAuthority ours = TestAuthority.named("ours");
    private final TestAuthority theirs = TestAuthority.named("theirs");

    @TempDir private Path folder = Path.of("");

    /// What the listening side and the dialling side say.
    private record Verdict(String listening, String dialling) {}

    @Test
    void bothSidesBelieveTheirOwnAuthority() throws Exception {
        assertThat(meet(of("one", ours, ours), of("two", ours, ours)))
                .isEqualTo(new Verdict(FINE, FINE));
    }

    @Test
    void tellsWhoShowsNothing() throws Exception {
        assertThat(meet(of("one", ours, ours), of("two", null, ours)))
                .isEqualTo(
                        new Verdict(
                                "it shows no certificate",
                                "it wants to see a certificate, and none was shown"));
    }

    @Test
    void tellsWhoShowsTheCertificateOfAStranger() throws Exception {
        assertThat(meet(of("one", ours, ours), of("two", theirs, ours)))
                .isEqualTo(
                        new Verdict(
                                "none of the trusted authorities has signed its certificate",
                                "it does not accept the certificate shown to it"
                                        + " (certificate_unknown)"));
        assertThat(meet(of("one", theirs, ours), of("two", ours, ours)).dialling)
                .isEqualTo("none of the trusted authorities has signed its certificate");
    }

    private TlsFiles of(String name, @Nullable TestAuthority signer, TestAuthority believed)
            throws IOException {
        var trusted = believed.write(folder.resolve(name + "-ca.pem"));
        if (signer == null) {
            return new TlsFiles(null, trusted);
        }
        var pair = signer.issue(name).write(folder, name);
        return new TlsFiles(new TlsFiles.Own(pair.certificate(), pair.key()), trusted);
    }

    private static Verdict meet(TlsFiles listening, TlsFiles dialling) throws Exception {
        try (var one = Credentials.unwatched("one", listening, Clock.systemUTC());
                var two = Credentials.unwatched("two", dialling, Clock.systemUTC());
                var socket =
                        (SSLServerSocket)
                                one.context()
                                        .getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress())) {
            socket.setNeedClientAuth(true);
            var answered = CompletableFuture.supplyAsync(() -> accept(socket));
            var dialled =
                    (SSLSocket)
                            two.context()
                                    .getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(),
                                            socket.getLocalPort());
            var said = talk(dialled);
            return new Verdict(answered.join(), said);
        }
    }

    private static String accept(SSLServerSocket socket) {
        try {
            return talk((SSLSocket) socket.accept());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Both speak first, and then listen: only then a refusal by the other side has arrived.
    private static String talk(SSLSocket socket) {
        try (socket) {
            socket.startHandshake();
            socket.getOutputStream().write(1);
            return socket.getInputStream().read() == 1 ? FINE : "hung up";
        } catch (IOException failure) {
            return TlsFailures.explain(failure).orElse("not TLS: " + failure);
        }
    }
}
