package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.SocketTransport;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Map;
import java.util.TreeMap;

/// Members that nobody configured find each other.
@Timeout(120)
class IntroductionTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    @AutoClose private final TestNetwork network = new TestNetwork(TestNetwork.TIMING);
    private final SocketTransport one = network.open(new Identity(1, ONE), Map.of());
    private final SocketTransport two = network.open(new Identity(1, TWO), Map.of());
    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();

    @Test
    void reachesAMemberThatTheLogNamesAndIsAnsweredByIt() {
        var linkOfOne = one.join(GroupId.FIRST, mailboxOfOne);
        var linkOfTwo = two.join(GroupId.FIRST, mailboxOfTwo);
        linkOfOne.members(new TreeMap<>(Map.of(TWO, "127.0.0.1:" + two.port())));

        until(
                "the question",
                () -> {
                    linkOfOne.send(TWO, ExampleMessages.heartbeat(1));
                    return mailboxOfTwo.hasMessage(ExampleMessages.heartbeat(1));
                });
        until(
                "the answer",
                () -> {
                    linkOfTwo.send(ONE, ExampleMessages.appended(1));
                    return mailboxOfOne.hasMessage(ExampleMessages.appended(1));
                });
    }

    @Test
    void followsAMemberThatMoves() {
        var linkOfOne = one.join(GroupId.FIRST, mailboxOfOne);
        two.join(GroupId.FIRST, mailboxOfTwo);
        linkOfOne.members(new TreeMap<>(Map.of(TWO, "127.0.0.1:" + network.way(ONE, ONE).port())));
        linkOfOne.members(new TreeMap<>(Map.of(TWO, "127.0.0.1:" + two.port())));

        until(
                "a message",
                () -> {
                    linkOfOne.send(TWO, ExampleMessages.heartbeat(1));
                    return mailboxOfTwo.hasMessage(ExampleMessages.heartbeat(1));
                });
    }

    @Test
    void remembersTheMembersWhenALinkIsClosedOnceMoreThatAnotherHasReplaced() {
        var first = one.join(GroupId.FIRST, mailboxOfOne);
        first.close();
        var second = one.join(GroupId.FIRST, mailboxOfOne);
        two.join(GroupId.FIRST, mailboxOfTwo);
        second.members(new TreeMap<>(Map.of(TWO, "127.0.0.1:" + two.port())));

        first.close();

        until(
                "a message",
                () -> {
                    second.send(TWO, ExampleMessages.heartbeat(1));
                    return mailboxOfTwo.hasMessage(ExampleMessages.heartbeat(1));
                });
    }
}
