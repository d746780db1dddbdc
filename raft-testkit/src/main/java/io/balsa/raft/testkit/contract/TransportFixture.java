package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Link;

import java.util.function.BooleanSupplier;

/// What the contracts of a [io.balsa.raft.node.Transport] stand on: a network for each test, and
/// patience with one that loses messages.
public abstract class TransportFixture {
    static final GroupId FIRST = GroupId.FIRST;
    static final GroupId SECOND = new GroupId(2);

    protected static final MemberId ONE = MemberId.of(1);
    protected static final MemberId TWO = MemberId.of(2);
    protected static final MemberId THREE = MemberId.of(3);

    /// The network of this test.
    protected abstract TransportNetwork network();

    /// A payload of so many bytes is too large to be sent.
    protected abstract int oversizeBytes();

    /// Waits until `condition` holds; a simulation goes on instead.
    protected void await(String what, BooleanSupplier condition) {
        Waiting.until(what, condition);
    }

    /// Sends `message` again and again until it is in `mailbox`, the one of member `to`.
    final void deliver(Link link, PeerMessage message, MemberId to, Mailbox mailbox) {
        await(message.toString(), () -> mailbox.hasMessage(message) || sent(link, to, message));
    }

    final void sendUntil(String what, Link link, MemberId to, BooleanSupplier condition) {
        var message = ExampleMessages.appended(-1);
        await(what, () -> condition.getAsBoolean() || sent(link, to, message));
    }

    private static boolean sent(Link link, MemberId to, PeerMessage message) {
        link.send(to, message);
        return false;
    }
}
