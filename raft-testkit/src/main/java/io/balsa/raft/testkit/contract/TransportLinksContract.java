package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Transport.Link;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The part of [TransportContract] about links: whom they reach, and how they begin and end.
public abstract class TransportLinksContract extends TransportFixture {
    @Test
    void deliversNothingThroughAClosedLink() {
        var one = new Mailbox();
        var before = new Mailbox();
        var after = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        var two = network().open(TWO);
        var linkOfTwo = two.join(FIRST, before);
        deliver(link, ExampleMessages.appended(1), TWO, before);

        linkOfTwo.close();
        linkOfTwo.send(ONE, ExampleMessages.appended(2));
        var nextLinkOfTwo = two.join(FIRST, after);
        deliver(link, ExampleMessages.appended(3), TWO, after);
        before.clear(); // What was being delivered when the link was closed has arrived.
        deliver(link, ExampleMessages.appended(4), TWO, after);

        deliver(nextLinkOfTwo, ExampleMessages.appended(5), ONE, one);

        assertThat(before.mail()).isEmpty();
        assertThat(one.hasMessage(ExampleMessages.appended(2))).isFalse();
    }

    @Test
    void refusesAGroupThatHasJoinedUntilItsLinkIsClosed() {
        var first = new Mailbox();
        var second = new Mailbox();
        var link = network().open(ONE).join(FIRST, new Mailbox());
        var two = network().open(TWO);
        var linkOfTwo = two.join(FIRST, first);

        assertThatThrownBy(() -> two.join(FIRST, second)).isInstanceOf(IllegalStateException.class);
        deliver(link, ExampleMessages.appended(1), TWO, first);
        assertThat(second.mail()).isEmpty();

        linkOfTwo.close();
        var nextLinkOfTwo = two.join(FIRST, second);
        linkOfTwo.close(); // Once more, which must not end the link that took its place.
        deliver(link, ExampleMessages.appended(2), TWO, second);
        assertThatThrownBy(() -> two.join(FIRST, first)).isInstanceOf(IllegalStateException.class);
        nextLinkOfTwo.close();
    }

    @Test
    @Timeout(120)
    void closesWhileMessagesWaitAndIsQuietThen() {
        var one = new Mailbox();
        var two = new Mailbox();
        var transport = network().open(ONE);
        var link = transport.join(FIRST, one);
        var transportTwo = network().open(TWO);
        var linkOfTwo = transportTwo.join(FIRST, two);
        deliver(link, ExampleMessages.appended(1), TWO, two);
        for (int i = 0; i < 1_000; i++) {
            linkOfTwo.send(ONE, ExampleMessages.entries(10, 1_000));
        }

        transport.close();
        transport.close();
        one.clear();
        link.send(TWO, ExampleMessages.appended(2));

        sendUntil("unreachable", linkOfTwo, ONE, () -> two.unreachable().contains(ONE));
        assertThat(one.mail()).isEmpty();
        assertThat(one.unreachable()).isEmpty();
        assertThat(two.hasMessage(ExampleMessages.appended(2))).isFalse();
    }

    @Test
    void neverDeliversToAnotherMemberThatSitsAtTheAddress() {
        var one = new Mailbox();
        var two = new Mailbox();
        var three = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        network().open(TWO).join(FIRST, two);
        network().open(THREE).join(FIRST, three);

        sendToTheAddressOfThree(link, one, two, three);

        deliver(link, ExampleMessages.appended(2), THREE, three);
        assertThat(three.mail())
                .extracting(Mailbox.Mail::message)
                .containsOnly(ExampleMessages.appended(2));
    }

    @Test
    void followsAMemberToTheAddressThatItIsToldLast() {
        var one = new Mailbox();
        var two = new Mailbox();
        var three = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        network().open(TWO).join(FIRST, two);
        network().open(THREE).join(FIRST, three);
        sendToTheAddressOfThree(link, one, two, three);

        link.members(members(TWO));

        deliver(link, ExampleMessages.appended(2), TWO, two);
    }

    /// Says that member 2 is where member 3 is, and sends to it until that has failed. A transport
    /// that finds members by other means reaches member 2 all the same.
    private void sendToTheAddressOfThree(Link link, Mailbox one, Mailbox two, Mailbox three) {
        deliver(link, ExampleMessages.appended(1), TWO, two);
        one.clear();

        link.members(members(THREE));
        sendUntil(
                "what becomes of it",
                link,
                TWO,
                () ->
                        one.unreachable().contains(TWO)
                                || two.hasMessage(ExampleMessages.appended(-1))
                                || !three.mail().isEmpty());
        assertThat(three.mail()).isEmpty();
    }

    /// What member 1 is told of the members, when member 2 is said to be where `there` is.
    private SortedMap<MemberId, String> members(MemberId there) {
        var addresses = new TreeMap<MemberId, String>();
        addresses.put(ONE, network().address(ONE, ONE));
        addresses.put(TWO, network().address(ONE, there));
        addresses.put(THREE, network().address(ONE, THREE));
        return addresses;
    }

    @Test
    void takesAnAddressThatItDoesNotUnderstandForNone() {
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, new Mailbox());
        network().open(TWO).join(FIRST, two);

        link.members(new TreeMap<>(Map.of(TWO, "somewhere, but not here")));

        deliver(link, ExampleMessages.appended(1), TWO, two);
    }
}
