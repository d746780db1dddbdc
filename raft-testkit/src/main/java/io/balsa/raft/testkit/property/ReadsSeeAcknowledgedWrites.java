package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

/// A linearizable read is answered by a member that has applied every write that was acknowledged,
/// to whomever, before the read was asked for (Raft thesis §6.4). Local: the cause of a stale read.
public final class ReadsSeeAcknowledgedWrites implements Property {
    private long acknowledged;

    @Override
    public void onAcknowledged(EntryId entry) {
        acknowledged = Math.max(acknowledged, entry.index());
    }

    /// What a read that is asked for now must see.
    public long floor() {
        return acknowledged;
    }

    /// A read was answered by a member that has applied `applied`.
    public void checkRead(MemberId member, long floor, long applied) {
        if (applied < floor) {
            throw new Violation(
                    getClass(),
                    "%s answers a read with %d applied, and %d was acknowledged before"
                            .formatted(member, applied, floor));
        }
    }
}
