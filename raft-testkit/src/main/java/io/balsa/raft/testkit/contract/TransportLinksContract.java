package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The part of [TransportContract] about links: whom they reach, and how they end.
public abstract class TransportLinksContract extends TransportFixture {
    @Test
    void deliversNothingThroughAClosedLink() {
        var before = new Mailbox();
        var after = new Mailbox();
        var link = network().open(ONE).join(FIRST, new Mailbox());
        var two = network().open(TWO);
        var linkOfTwo = two.join(FIRST, before);
        deliver(link, ExampleMessages.appended(1), TWO, before);

        linkOfTwo.close();
        linkOfTwo.send(ONE, ExampleMessages.appended(2));
        two.join(FIRST, after);
        deliver(link, ExampleMessages.appended(3), TWO, after);
        before.clear(); // What was being delivered when the link was closed has arrived.
        deliver(link, ExampleMessages.appended(4), TWO, after);

        assertThat(before.mail()).isEmpty();
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
    }
}
