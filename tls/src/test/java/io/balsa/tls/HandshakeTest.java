package io.balsa.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.certificate.TestAuthority;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

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

    /// The connection below TLS stays open until both have said what they met: to close it sooner
    /// could reset it, and take away the alert that the other side has not read yet.
    private static Verdict meet(TlsFiles listening, TlsFiles dialling) throws Exception {
        try (var one = Credentials.unwatched("one", listening, Clock.systemUTC());
                var two = Credentials.unwatched("two", dialling, Clock.systemUTC());
                var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var dialled = new Socket(door.getInetAddress(), door.getLocalPort());
                var accepted = door.accept()) {
            var listened = CompletableFuture.supplyAsync(() -> listen(one, accepted));
            var said = dial(two, dialled);
            return new Verdict(listened.join(), said);
        }
    }

    /// Speaks first.
    private static String listen(Credentials credentials, Socket accepted) {
        return verdict(() -> {
            var socket =
                    (SSLSocket)
                            credentials
                                    .context()
                                    .getSocketFactory()
                                    .createSocket(accepted, null, false);
            socket.setNeedClientAuth(true);
            socket.startHandshake();
            socket.getOutputStream().write(1);
            return socket.getInputStream().read();
        });
    }

    /// Listens first. With TLS 1.3 its own handshake is over before the other side has judged its
    /// certificate: what it reads then is the verdict.
    private static String dial(Credentials credentials, Socket dialled) {
        return verdict(() -> {
            var socket =
                    (SSLSocket)
                            credentials
                                    .context()
                                    .getSocketFactory()
                                    .createSocket(
                                            dialled,
                                            dialled.getInetAddress().getHostAddress(),
                                            dialled.getPort(),
                                            false);
            socket.startHandshake();
            var heard = socket.getInputStream().read();
            socket.getOutputStream().write(1);
            return heard;
        });
    }

    private static String verdict(Callable<Integer> talk) {
        try {
            return talk.call() == 1 ? FINE : "hung up";
        } catch (IOException failure) {
            return TlsFailures.explain(failure).orElse("not TLS: " + failure);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
