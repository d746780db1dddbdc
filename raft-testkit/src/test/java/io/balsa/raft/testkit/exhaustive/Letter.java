package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;

/// A message that was sent.
record Letter(MemberId from, MemberId to, Message message) implements Item {
    /// Will `to` ignore this now and for ever, as it never goes back behind `durableTerm`?
    boolean isDead(long durableTerm) {
        if (message instanceof Message.Vote vote && !vote.granted()) {
            return message.term() <= durableTerm;
        }
        return message.term() < durableTerm
                && (message instanceof Message.Vote
                        || message instanceof Message.Appended
                        || message instanceof Message.Conflict
                        || message instanceof Message.HeartbeatAnswer
                        || message instanceof Message.RequestReadIndex
                        || message instanceof Message.ReadIndex);
    }
}
