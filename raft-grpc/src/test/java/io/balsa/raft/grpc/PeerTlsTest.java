package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Link;
import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.tls.Credentials;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/// Who comes to a member that speaks TLS without the right certificate.
@Timeout(120)
class PeerTlsTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    private final TestCredentials credentials = new TestCredentials();
    private final TestNetwork network = new TestNetwork(TestNetwork.TIMING, credentials);
    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();
    private final SocketTransport two = network.open(TWO);

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void takesMessagesOfAMemberThatProvesWhoItIs() {
        two.join(GroupId.FIRST, mailboxOfTwo);
        var link = network.open(ONE).join(GroupId.FIRST, mailboxOfOne);

        deliver(link, ExampleMessages.appended(1));
        assertThat(two.statistics().connections().strangersTurnedAway()).isZero();
    }

    @Test
    void refusesAMemberWhoseCertificateIsAStrangers() {
        expectRefused(credentials.of("stranger", TestAuthority.named("strangers")));
    }

    @Test
    void refusesAMemberWithoutACertificate() {
        expectRefused(credentials.of("nobody", null));
    }

    @Test
    void refusesAMemberThatSpeaksInTheClear() {
        expectRefused(null);
    }

    @Test
    void refusesAVisitorThatSpeaksInTheClear() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), two.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            while (socket.getInputStream().read() >= 0) {
                // An alert, perhaps.
            }
        } catch (SocketException _) {
            // Closed before all was read: as good.
        }

        assertThat(two.statistics().connections().strangersTurnedAway()).isEqualTo(1);
    }

    private void expectRefused(@Nullable Credentials shown) {
        two.join(GroupId.FIRST, mailboxOfTwo);
        var identity = TestNetwork.identity(ONE);
        var one = network.open(identity, network.addresses(ONE), shown);
        var link = one.join(GroupId.FIRST, mailboxOfOne);

        until(
                "each side knows that it does not reach the other",
                () -> {
                    link.send(TWO, ExampleMessages.appended(1));
                    return mailboxOfOne.unreachable().contains(TWO)
                            && two.statistics().connections().strangersTurnedAway() > 1;
                });
        assertThat(mailboxOfTwo.hasMessage(ExampleMessages.appended(1))).isFalse();
    }

    private void deliver(Link link, PeerMessage message) {
        until(
                message.toString(),
                () -> {
                    link.send(TWO, message);
                    return mailboxOfTwo.hasMessage(message);
                });
    }
}
