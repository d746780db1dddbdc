package io.balsa.raft.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport.Receiver;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps what arrives for a test to look at.
final class Mailbox implements Receiver {
    private static final long PATIENCE_SECONDS = 20;

    record Mail(MemberId from, PeerMessage message) {}

    final BlockingQueue<Mail> mail = new LinkedBlockingQueue<>();
    final BlockingQueue<MemberId> unreachable = new LinkedBlockingQueue<>();

    @Override
    public void onMessage(MemberId from, PeerMessage message) {
        mail.add(new Mail(from, message));
    }

    @Override
    public void onUnreachable(MemberId member) {
        unreachable.add(member);
    }

    Mail awaitMail() throws InterruptedException {
        var first = mail.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(first).as("mail").isNotNull();
        return first;
    }

    MemberId awaitUnreachable() throws InterruptedException {
        var first = unreachable.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(first).as("an unreachable member").isNotNull();
        return first;
    }
}
