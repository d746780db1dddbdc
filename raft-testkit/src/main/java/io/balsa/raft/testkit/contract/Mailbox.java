package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Receiver;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A receiver that keeps what it is told.
public final class Mailbox implements Receiver {
    /// A message, and who sent it.
    public record Mail(MemberId from, PeerMessage message) {}

    private final Collection<Mail> mail = new ConcurrentLinkedQueue<>();
    private final Collection<MemberId> unreachable = new ConcurrentLinkedQueue<>();

    @Override
    public void onMessage(MemberId from, PeerMessage message) {
        mail.add(new Mail(from, message));
    }

    @Override
    public void onUnreachable(MemberId member) {
        unreachable.add(member);
    }

    /// What has arrived so far, in this order.
    public List<Mail> mail() {
        return List.copyOf(mail);
    }

    /// The members that were called unreachable so far, once for each time.
    public List<MemberId> unreachable() {
        return List.copyOf(unreachable);
    }

    /// Has `message` arrived, from anybody?
    public boolean hasMessage(PeerMessage message) {
        return mail.stream().anyMatch(each -> each.message().equals(message));
    }

    /// Forgets what has arrived.
    public void clear() {
        mail.clear();
        unreachable.clear();
    }
}
