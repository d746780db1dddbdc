package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

/// Nobody who holds a committed entry drops it again (§5.4).
public final class CommittedStays implements Property {
    private final Chronicle chronicle;

    public CommittedStays(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onDropped(MemberId member, EntryId entry) {
        if (chronicle.committed().contains(entry)) {
            throw new Violation(getClass(), member + " drops " + entry + ", which is committed");
        }
    }
}
