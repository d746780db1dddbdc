package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Link;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.LoopbackNetwork;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.testkit.contract.NetworkFaultsContract;
import io.balsa.raft.transport.SocketTransport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of messages when the network hangs or damages them, or nobody takes them in.
@Timeout(120)
class NetworkFaultsTest extends NetworkFaultsContract {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    /// A connection that has carried this much is one for entries.
    private static final long BULK_BYTES = 256 << 10;

    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();

    @Override
    protected LoopbackNetwork<?> network(long pingMillis, int pingsMissedMax) {
        return new TestNetwork(TestNetwork.timing(pingMillis, pingsMissedMax)).loopback();
    }

    @Test
    void dropsWhatWaitsTooMuchAndSaysSoOncePerIncident() throws Exception {
        try (var network = new TestNetwork(TestNetwork.timing(250, 1_000))) {
            var one = network.open(ONE);
            var link = connect(network, one);
            network.way(ONE, TWO).stallAfter(BULK_BYTES);

            for (int i = 0; i < 1_000; i++) {
                link.send(TWO, ExampleMessages.entries(50, 1_000));
            }

            until("unreachable", () -> mailboxOfOne.unreachable().contains(TWO));
            assertThat(mailboxOfOne.unreachable()).containsExactly(TWO);
            assertThat(one.statistics().sent().messagesDropped()).isBetween(500L, 1_000L);
            assertThat(one.statistics().connections().lost()).isZero();
        }
    }

    private Link connect(TestNetwork network, SocketTransport one) {
        var link = one.join(GroupId.FIRST, mailboxOfOne);
        network.open(TWO).join(GroupId.FIRST, mailboxOfTwo);
        deliver(link, ExampleMessages.appended(1));
        deliver(link, ExampleMessages.heartbeat(1));
        mailboxOfOne.clear();
        mailboxOfTwo.clear();
        return link;
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
