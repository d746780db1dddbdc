package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;

import java.util.ArrayList;
import java.util.List;

/// A write that a client was told of is committed and on the disks of a majority of the voters at
/// that moment, and of everybody in the end.
public final class DurabilityOfAcknowledgedWrites implements Property {
    private final Chronicle chronicle;
    private final List<EntryId> acknowledged = new ArrayList<>();

    public DurabilityOfAcknowledgedWrites(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onAcknowledged(EntryId entry) {
        acknowledged.add(entry);
        var voters = chronicle.membership().voterSets();
        if (!chronicle.committed().contains(entry)
                || !chronicle.isOnMajority(entry, voters.getLast())) {
            throw new Violation(
                    getClass(), entry + " was acknowledged without being on the disks of a quorum");
        }
    }

    /// Once everybody has caught up: does everybody have all of it?
    public void checkEveryoneHasAll() {
        for (var member : chronicle.membership().members()) {
            for (var entry : acknowledged) {
                if (!chronicle.of(member).onDisk().contains(entry)) {
                    throw new Violation(
                            getClass(), "%s lacks the acknowledged %s".formatted(member, entry));
                }
            }
        }
    }

    public int count() {
        return acknowledged.size();
    }
}
