package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;

/// A leader tells another member to take over only when that one has its whole log on disk, so that
/// no write is lost or taken back by a transfer of leadership (Raft thesis §3.10). Local: the cause
/// of a transfer that ends in an election which somebody else wins.
public final class HandedOverWhole implements Property {
    private final Chronicle chronicle;

    public HandedOverWhole(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onSent(MemberId from, MemberId to, Message message) {
        if (!(message instanceof Message.TimeoutNow)) {
            return;
        }
        var leader = chronicle.of(from);
        var next = chronicle.of(to);
        var last = leader.inMemory().idAt(leader.inMemory().lastIndex());
        if (next.term() <= message.term() && !next.hasHeld(last)) {
            throw new Violation(
                    getClass(),
                    "%s, whose log ends with %s, tells %s to take over, which lacks that"
                            .formatted(from, last, to));
        }
    }
}
