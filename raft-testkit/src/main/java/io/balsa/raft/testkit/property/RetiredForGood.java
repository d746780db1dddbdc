package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

import java.util.SortedSet;
import java.util.TreeSet;

/// Who was removed is never a member again: its promises must not count as another's. Nobody leaves
/// without being retired (Raft thesis §4.1 leaves ids to the reader; this is our rule).
public final class RetiredForGood implements Property {
    private final Chronicle chronicle;
    private final SortedSet<MemberId> retired = new TreeSet<>();
    private final SortedSet<MemberId> known = new TreeSet<>();

    public RetiredForGood(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onCommitted(MemberId by, EntryId entry, long inTerm) {
        var memberships = chronicle.committedMemberships();
        if (memberships.isEmpty() || !memberships.getLast().id().equals(entry)) {
            return;
        }
        var membership = memberships.getLast().membership();
        known.addAll(membership.members());
        retired.addAll(membership.retired());
        var gone = new TreeSet<>(known);
        gone.removeAll(membership.members());
        if (!gone.equals(retired)) {
            throw new Violation(
                    getClass(),
                    "of the members so far %s are gone, and %s were retired: %s"
                            .formatted(gone, retired, membership));
        }
    }
}
