package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;
import io.balsa.raft.node.Transport.Receiver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;

/// The rules that every [Transport] keeps.
///
/// A transport may lose messages, so the suite sends until one arrives; it may repeat them, so the
/// suite never counts.
@Timeout(120)
public abstract class TransportContract extends TransportLinksContract {
    /// More messages than any transport is willing to keep for a member that is gone.
    private static final int FLOOD = 100_000;

    @Test
    void deliversEveryKindOfMessageUnalteredAndSaysWhoSentIt() {
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, new Mailbox());
        network().open(TWO).join(FIRST, two);

        for (var message : ExampleMessages.all()) {
            deliver(link, message, TWO, two);
        }

        assertThat(two.mail()).extracting(Mailbox.Mail::from).containsOnly(ONE);
    }

    @Test
    void deliversToNobodyElse() {
        var two = new Mailbox();
        var three = new Mailbox();
        var link = network().open(ONE).join(FIRST, new Mailbox());
        network().open(TWO).join(FIRST, two);
        var linkOfThree = network().open(THREE).join(FIRST, three);

        deliver(link, ExampleMessages.appended(1), TWO, two);
        deliver(linkOfThree, ExampleMessages.appended(2), TWO, two);

        assertThat(two.mail())
                .contains(
                        new Mailbox.Mail(ONE, ExampleMessages.appended(1)),
                        new Mailbox.Mail(THREE, ExampleMessages.appended(2)));
        assertThat(three.mail()).isEmpty();
    }

    @Test
    void keepsGroupsApart() {
        var first = new Mailbox();
        var second = new Mailbox();
        var one = network().open(ONE);
        var two = network().open(TWO);
        two.join(FIRST, first);
        two.join(SECOND, second);

        deliver(one.join(FIRST, new Mailbox()), ExampleMessages.heartbeat(1), TWO, first);
        deliver(one.join(SECOND, new Mailbox()), ExampleMessages.heartbeat(2), TWO, second);

        assertThat(first.hasMessage(ExampleMessages.heartbeat(2))).isFalse();
        assertThat(second.hasMessage(ExampleMessages.heartbeat(1))).isFalse();
    }

    @Test
    void losesWhatIsForAGroupThatHasNotJoinedAndGoesOn() {
        var two = new Mailbox();
        var one = network().open(ONE);
        var stray = one.join(SECOND, new Mailbox());
        var link = one.join(FIRST, new Mailbox());
        network().open(TWO).join(FIRST, two);

        stray.send(TWO, ExampleMessages.heartbeat(1));
        deliver(link, ExampleMessages.heartbeat(2), TWO, two);

        assertThat(two.hasMessage(ExampleMessages.heartbeat(1))).isFalse();
    }

    @Test
    void saysThatAMemberIsUnreachableOnceTheWayToItIsCut() {
        var one = new Mailbox();
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        network().open(TWO).join(FIRST, two);
        deliver(link, ExampleMessages.appended(1), TWO, two);
        one.clear();

        network().cut(ONE, TWO);

        sendUntil("unreachable", link, TWO, () -> one.unreachable().contains(TWO));
    }

    @Test
    void saysThatAMemberWhichNeverWasThereIsUnreachable() {
        var one = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);

        sendUntil("unreachable", link, TWO, () -> one.unreachable().contains(TWO));
    }

    @Test
    void carriesTheOtherDirectionWhileOneIsCut() {
        var one = new Mailbox();
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        var linkOfTwo = network().open(TWO).join(FIRST, two);
        deliver(link, ExampleMessages.appended(1), TWO, two);

        network().cut(ONE, TWO);
        sendUntil("unreachable", link, TWO, () -> one.unreachable().contains(TWO));

        deliver(linkOfTwo, ExampleMessages.appended(2), ONE, one);
    }

    @Test
    void deliversAgainOnceTheWayIsHealed() {
        var one = new Mailbox();
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        network().open(TWO).join(FIRST, two);

        for (int stamp = 0; stamp < 6; stamp += 2) {
            deliver(link, ExampleMessages.appended(stamp), TWO, two);
            one.clear();
            network().cut(ONE, TWO);
            sendUntil("unreachable", link, TWO, () -> one.unreachable().contains(TWO));
            network().heal(ONE, TWO);
            deliver(link, ExampleMessages.heartbeat(stamp + 1), TWO, two);
        }
    }

    @Test
    @Timeout(120)
    void neverBlocksWhereNobodyListens() {
        var link = network().open(ONE).join(FIRST, new Mailbox());

        for (int i = 0; i < FLOOD; i++) {
            link.send(TWO, ExampleMessages.entries(1, 1_000));
        }
    }

    @Test
    void listensToNobodyOfAnotherCluster() {
        var one = new Mailbox();
        var stranger = new Mailbox();
        network().open(ONE).join(FIRST, one);
        var link = network().openStranger(TWO).join(FIRST, stranger);

        sendUntil("refused", link, ONE, () -> stranger.unreachable().contains(ONE));

        assertThat(one.mail()).isEmpty();
    }

    @Test
    void dropsWhatIsTooLargeAndGoesOn() {
        var one = new Mailbox();
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, one);
        network().open(TWO).join(FIRST, two);
        deliver(link, ExampleMessages.appended(1), TWO, two);
        one.clear();

        link.send(TWO, ExampleMessages.entries(1, oversizeBytes()));

        await("unreachable", () -> one.unreachable().contains(TWO));
        deliver(link, ExampleMessages.appended(2), TWO, two);
    }

    @Test
    void takesMessagesFromManyThreads() throws InterruptedException {
        var two = new Mailbox();
        var link = network().open(ONE).join(FIRST, new Mailbox());
        network().open(TWO).join(FIRST, two);

        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            var message = ExampleMessages.appended(i);
            threads.add(Thread.startVirtualThread(() -> deliver(link, message, TWO, two)));
        }
        for (var thread : threads) {
            thread.join();
        }

        for (int i = 0; i < threads.size(); i++) {
            assertThat(two.hasMessage(ExampleMessages.appended(i))).isTrue();
        }
    }

    @Test
    void survivesAReceiverThatFails() {
        var two = new Mailbox();
        var one = network().open(ONE);
        var toTheFailing = one.join(SECOND, new Mailbox());
        var link = one.join(FIRST, new Mailbox());
        var transportTwo = network().open(TWO);
        transportTwo.join(SECOND, new Failing());
        transportTwo.join(FIRST, two);

        toTheFailing.send(TWO, ExampleMessages.appended(1));

        deliver(link, ExampleMessages.appended(2), TWO, two);
    }

    private static final class Failing implements Receiver {
        @Override
        public void onMessage(MemberId from, PeerMessage message) {
            throw new IllegalStateException("this receiver fails on purpose");
        }

        @Override
        public void onUnreachable(MemberId member) {
            throw new IllegalStateException("this receiver fails on purpose");
        }
    }
}
