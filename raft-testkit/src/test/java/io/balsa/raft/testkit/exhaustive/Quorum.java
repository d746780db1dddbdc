package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import java.util.SortedSet;

/// Majorities, counted anew: what is under test must not be its own judge.
final class Quorum {
    private Quorum() {}

    /// Is `entry` on the disks of a quorum of the membership that is in force once `committed` is,
    /// the last committed entry? A voter that knows that it may have forgotten it counts as well.
    static boolean holds(EntryId entry, EntryId committed, MemberState[] members) {
        for (var member : members) {
            var disk = member.outside.disk();
            if (disk.holds(committed)) {
                var membership = Membership.NONE;
                for (var configured : disk.memberships()) {
                    if (configured.index() <= committed.index()) {
                        membership = configured.membership();
                    }
                }
                return !membership.voterSets().isEmpty()
                        && membership.voterSets().stream()
                                .allMatch(voters -> isMajority(voters, entry, members));
            }
        }
        return false;
    }

    private static boolean isMajority(
            SortedSet<MemberId> voters, EntryId entry, MemberState[] members) {
        var holders = 0;
        for (var member : members) {
            var disk = member.outside.disk();
            if (voters.contains(member.started.self())
                    && (disk.holds(entry) || disk.ballot().unproven())) {
                holders++;
            }
        }
        return 2 * holders > voters.size();
    }
}
