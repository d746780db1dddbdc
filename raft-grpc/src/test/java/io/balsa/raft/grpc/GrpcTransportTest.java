package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Link;
import io.balsa.raft.node.Transport.Receiver;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.TransportLimits;
import io.balsa.raft.transport.TransportTiming;
import io.grpc.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

@Timeout(120)
class GrpcTransportTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    private final TestNetwork network = new TestNetwork(TestNetwork.TIMING);
    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void sendsWhatHasQueuedUpInFewFrames() {
        var isBusy = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        var one = network.open(ONE);
        var link = one.join(GroupId.FIRST, new Busy(isBusy, mayGoOn));
        var linkOfTwo = network.open(TWO).join(GroupId.FIRST, mailboxOfTwo);
        deliver(link, ExampleMessages.heartbeat(1));
        deliver(link, ExampleMessages.appended(-1));
        mailboxOfTwo.clear();
        var framesBefore = one.statistics().sent().frames();
        until(
                "busy",
                () -> {
                    linkOfTwo.send(ONE, ExampleMessages.appended(1));
                    return isBusy.getCount() == 0;
                });

        for (int stamp = 0; stamp < 1_000; stamp++) {
            link.send(TWO, ExampleMessages.appended(stamp));
        }
        mayGoOn.countDown();

        until("all", () -> mailboxOfTwo.hasMessage(ExampleMessages.appended(999)));
        assertThat(mailboxOfTwo.mail())
                .extracting(Mailbox.Mail::message)
                .containsSubsequence(
                        LongStream.range(0, 1_000).mapToObj(ExampleMessages::appended).toList());
        assertThat(one.statistics().sent().frames() - framesBefore).isLessThan(10);
    }

    /// A receiver that keeps the event loop of its transport busy.
    private record Busy(CountDownLatch isBusy, CountDownLatch mayGoOn) implements Receiver {
        @Override
        public void onMessage(MemberId from, PeerMessage message) {
            isBusy.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onUnreachable(MemberId member) {}
    }

    private void deliver(Link link, PeerMessage message) {
        until(
                message.toString(),
                () -> {
                    link.send(TWO, message);
                    return mailboxOfTwo.hasMessage(message);
                });
    }

    @Test
    void sendsAMessageLargerThanAFrameShouldBeAlone() {
        var link = network.open(ONE).join(GroupId.FIRST, mailboxOfOne);
        network.open(TWO).join(GroupId.FIRST, mailboxOfTwo);
        var large = ExampleMessages.entries(1, TestNetwork.LIMITS.frameBytesMax() - 200);

        deliver(link, large);
    }

    @Test
    void dialsAMemberAtItsNewAddress() {
        var one = network.open(new Identity(1, ONE), Map.of());
        var two = network.open(new Identity(1, TWO), Map.of());
        var link = one.join(GroupId.FIRST, mailboxOfOne);
        two.join(GroupId.FIRST, mailboxOfTwo);
        var elsewhere = new PeerAddress("127.0.0.1", network.way(ONE, ONE).port());

        link.send(TWO, ExampleMessages.appended(1));
        until("no address", () -> mailboxOfOne.unreachable().size() == 1);
        one.updateAddresses(Map.of(TWO, elsewhere));
        until("wrong address", () -> mailboxOfOne.unreachable().size() > 1);
        one.updateAddresses(Map.of(TWO, new PeerAddress("127.0.0.1", two.port())));

        deliver(link, ExampleMessages.appended(2));
    }

    @Test
    void keepsConnectionsWhenAddressesStayTheSame() {
        var one = network.open(new Identity(1, ONE), Map.of());
        var two = network.open(new Identity(1, TWO), Map.of());
        two.join(GroupId.FIRST, mailboxOfTwo);
        var link = one.join(GroupId.FIRST, mailboxOfOne);
        var addresses = Map.of(TWO, new PeerAddress("127.0.0.1", two.port()));
        one.updateAddresses(addresses);
        deliver(link, ExampleMessages.appended(1));
        mailboxOfOne.clear();

        one.updateAddresses(addresses);

        deliver(link, ExampleMessages.appended(2));
        assertThat(one.statistics().connections().lost()).isZero();
        assertThat(mailboxOfOne.unreachable()).isEmpty();
    }

    @Test
    void saysWhatToDoWhenItsAddressIsTaken() {
        var taken = new PeerAddress("127.0.0.1", network.open(ONE).port());

        assertThatThrownBy(() ->
                        GrpcTransport.open(
                                new Identity(1, TWO),
                                taken,
                                Map.of(),
                                TransportLimits.DEFAULT,
                                TransportTiming.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen for other members at " + taken)
                .hasMessageContaining("in use")
                .hasMessageContaining("Stop what uses this port");
    }

    @Test
    void saysWhatToDoWhenItsAddressIsNowhere() {
        assertThatThrownBy(() ->
                        GrpcTransport.open(
                                new Identity(1, TWO),
                                PeerAddress.parse("name.invalid:0"),
                                Map.of(),
                                TransportLimits.DEFAULT,
                                TransportTiming.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("name.invalid:0")
                .hasMessageContaining("another peer address");
    }

    @Test
    void saysThatAMemberWithAnUnknownNameIsUnreachable() {
        var addresses = Map.of(TWO, PeerAddress.parse("name.invalid:1"));
        network.open(new Identity(1, ONE), addresses).join(GroupId.FIRST, mailboxOfOne);

        until("unreachable", () -> mailboxOfOne.unreachable().contains(TWO));
    }

    @Test
    void saysGoodbye() {
        var one = network.open(ONE);
        try (var caller = new RawCaller(one.port())) {
            caller.send(RawCaller.hello(TestNetwork.identity(TWO), ONE).build());
            until("welcome", () -> !caller.answers.isEmpty());

            one.close();

            assertThat(caller.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(caller.awaitEnd().getDescription()).contains("member 1", "is shutting down");
        }
    }

    @Test
    void refusesASecondMemberOfAGroup() {
        var one = network.open(ONE);
        one.join(GroupId.FIRST, mailboxOfOne);

        assertThatThrownBy(() -> one.join(GroupId.FIRST, mailboxOfTwo))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has joined this transport already");
    }
}
