package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

/// What is committed is on the disks of a majority of each set of voters that is in force at its
/// leader then, whether that membership is committed itself or not (§5.3, §6; TLA+ `Quorum`).
///
/// A leader may append the next membership in the same step in which it commits by the one before:
/// either may have been the one that it counted by.
public final class JointConsensus implements Property {
    private final Chronicle chronicle;

    public JointConsensus(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onCommitted(MemberId by, EntryId entry, long inTerm) {
        var memberships = chronicle.of(by).memberships();
        if (!chronicle.isOnQuorum(entry, memberships.latest())
                && !chronicle.isOnQuorum(entry, memberships.beforeLatestEffects())) {
            throw new Violation(
                    getClass(),
                    "%s is committed without being on the disks of a quorum of %s"
                            .formatted(entry, memberships.latest()));
        }
    }
}
