package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

/// What is committed is on the disks of a quorum then (§5.3), and nobody who holds it drops it
/// again (§5.4).
public final class CommittedStays implements Property {
    private final Chronicle chronicle;

    public CommittedStays(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onCommitted(EntryId entry, long inTerm) {
        if (!chronicle.isOnQuorum(entry.index(), entry.term())) {
            throw new Violation(
                    getClass(), entry + " is committed without being on the disks of a quorum");
        }
    }

    @Override
    public void onDropped(MemberId member, EntryId entry) {
        if (chronicle.committed().contains(entry)) {
            throw new Violation(getClass(), member + " drops " + entry + ", which is committed");
        }
    }
}
