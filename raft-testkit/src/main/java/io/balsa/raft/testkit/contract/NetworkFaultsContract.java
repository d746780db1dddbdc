package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Link;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.stream.LongStream;

/// What becomes of messages over sockets when the network hangs or damages them.
@Timeout(120)
public abstract class NetworkFaultsContract {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    /// A connection that has carried this much is one for entries.
    private static final long BULK_BYTES = 256 << 10;

    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();

    /// A network whose members ask that often whether another one is there.
    ///
    /// @param pingsMissedMax then it is not
    protected abstract LoopbackNetwork<?> network(long pingMillis, int pingsMissedMax);

    @Test
    void noticesAConnectionThatHangsAndRepairsIt() throws Exception {
        try (var network = network(20, 5)) {
            var link = connect(network);

            network.way(ONE, TWO).stallAfter(0);
            until("unreachable", () -> mailboxOfOne.unreachable().contains(TWO));
            network.way(ONE, TWO).heal();

            deliver(link, ExampleMessages.appended(2));
        }
    }

    @Test
    void heartbeatsPassEntriesThatAreStuck() throws Exception {
        try (var network = network(250, 1_000)) {
            var link = connect(network);
            network.way(ONE, TWO).stallAfter(BULK_BYTES);

            var entries = ExampleMessages.entries(50, 1_000);
            for (int i = 0; i < 100; i++) {
                link.send(TWO, entries);
            }
            link.send(TWO, ExampleMessages.heartbeat(9));

            until("heartbeat", () -> mailboxOfTwo.hasMessage(ExampleMessages.heartbeat(9)));
            assertThat(mailboxOfTwo.mail())
                    .filteredOn(mail -> mail.message().equals(entries))
                    .hasSizeLessThan(100);
        }
    }

    @Test
    void keepsTheOrderOfWhatIsSent() throws Exception {
        try (var network = network(250, 8)) {
            var link = connect(network);

            for (int stamp = 0; stamp < 1_000; stamp++) {
                link.send(TWO, ExampleMessages.appended(stamp));
            }

            until("all", () -> mailboxOfTwo.hasMessage(ExampleMessages.appended(999)));
            assertThat(mailboxOfTwo.mail())
                    .extracting(Mailbox.Mail::message)
                    .containsSubsequence(
                            LongStream.range(0, 1_000)
                                    .mapToObj(ExampleMessages::appended)
                                    .toList());
        }
    }

    @Test
    void neverDeliversWhatWasDamaged() throws Exception {
        for (int place = 3_000; place < 200_000; place += 19_973) {
            try (var network = network(250, 8)) {
                var link = connect(network);
                network.way(ONE, TWO).damageAfter(place);
                var sent = ExampleMessages.entries(200, 1_000);

                link.send(TWO, sent);
                deliver(link, ExampleMessages.appended(2));

                assertThat(mailboxOfTwo.mail())
                        .extracting(Mailbox.Mail::message)
                        .isSubsetOf(
                                sent,
                                ExampleMessages.appended(1),
                                ExampleMessages.heartbeat(1),
                                ExampleMessages.appended(2));
            }
        }
    }

    private Link connect(LoopbackNetwork<?> network) {
        var link = network.open(ONE).join(GroupId.FIRST, mailboxOfOne);
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
