package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Link;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.SocketTransport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.SplittableRandom;

/// Who knocks at the peer port without being a member.
@Timeout(120)
class StrangersTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    private final TestNetwork network = new TestNetwork(TestNetwork.TIMING);
    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();
    private final SocketTransport two = network.open(TWO);
    private final Link link = network.open(ONE).join(GroupId.FIRST, mailboxOfOne);

    @BeforeEach
    void connect() {
        two.join(GroupId.FIRST, mailboxOfTwo);
        deliver(ExampleMessages.heartbeat(1));
        deliver(ExampleMessages.appended(1));
        mailboxOfOne.clear();
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: here\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u00c8\u0001\u0000\u0000",
                "\n",
                "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"
            })
    void closesTheConnectionOfWhoDoesNotGreet(String words) throws IOException {
        expectClosed(words.getBytes(US_ASCII));

        assertThat(two.statistics().connections().strangersTurnedAway()).isEqualTo(1);
        expectUndisturbed();
    }

    @Test
    void closesTheConnectionsOfWhoSaysAnything() throws IOException {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 50; i++) {
            var noise = new byte[random.nextInt(1, 4_000)];
            random.nextBytes(noise);
            expectClosed(noise);
        }

        assertThat(two.statistics().connections().strangersTurnedAway()).isEqualTo(50);
        expectUndisturbed();
    }

    @Test
    void closesTheConnectionOfWhoGreetsAndThenTalksNonsense() throws IOException {
        expectClosed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nand now something else".getBytes(US_ASCII));

        expectUndisturbed();
    }

    @Test
    void closesTheConnectionOfWhoSaysNothing() throws IOException {
        expectClosed(new byte[0]);

        expectUndisturbed();
    }

    @Test
    void closesConnectionsBeyondItsLimit() throws IOException {
        var sockets = new Socket[TestNetwork.LIMITS.connectionsMax() + 1];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new Socket(InetAddress.getLoopbackAddress(), two.port());
        }

        until("turned away", () -> two.statistics().connections().strangersTurnedAway() > 0);
        expectUndisturbed();
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void expectClosed(byte[] words) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), two.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(words);
            while (socket.getInputStream().read() >= 0) {
                // gRPC's own greeting comes first.
            }
        } catch (SocketException _) {
            // Closed before all was read: as good.
        }
    }

    private void expectUndisturbed() {
        deliver(ExampleMessages.appended(2));
        assertThat(mailboxOfOne.unreachable()).isEmpty();
    }

    private void deliver(PeerMessage message) {
        until(
                message.toString(),
                () -> {
                    link.send(TWO, message);
                    return mailboxOfTwo.hasMessage(message);
                });
    }
}
