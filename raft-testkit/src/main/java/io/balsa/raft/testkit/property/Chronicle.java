package io.balsa.raft.testkit.property;

import static java.util.Collections.unmodifiableList;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What became of each member's log, and which entries are known to be committed.
public final class Chronicle {
    private final Map<MemberId, Diary> diaries = new TreeMap<>();
    private final EntryTerms committed = new EntryTerms();
    private final List<MembershipEntry> committedMemberships = new ArrayList<>();

    /// What became of `member`, also of one that nobody has heard of yet.
    public Diary of(MemberId member) {
        return diaries.computeIfAbsent(member, _ -> new Diary());
    }

    /// The entries that some member has known to be committed.
    public EntryTerms committed() {
        return committed;
    }

    /// The memberships among them, in order.
    public List<MembershipEntry> committedMemberships() {
        return unmodifiableList(committedMemberships);
    }

    /// The last membership that is known to be committed.
    public Membership membership() {
        return committedMemberships.isEmpty()
                ? Membership.NONE
                : committedMemberships.getLast().membership();
    }

    /// The last membership in the committed entries up to `index`.
    public MembershipEntry membershipAt(long index) {
        var latest = new MembershipEntry(EntryId.NONE, Membership.NONE);
        for (var known : committedMemberships) {
            if (known.index() <= index) {
                latest = known;
            }
        }
        return latest;
    }

    /// A log that has all that is committed up to and with `last`: what a snapshot of it, or a log
    /// purged up to there, stands for. The front of a purged log is known from here.
    EntryTerms logThrough(EntryId last) {
        if (!committed.contains(last)) {
            throw new Violation(
                    SnapshotsAreCommitted.class,
                    "a snapshot or a purged log ends with %s, which is not committed"
                            .formatted(last));
        }
        return committed.through(last.index());
    }

    /// The committed memberships up to `index`.
    List<MembershipEntry> membershipsThrough(long index) {
        return committedMemberships.stream().filter(known -> known.index() <= index).toList();
    }

    void commit(EntryId entry, Diary diary) {
        committed.append(entry.term());
        for (var known : diary.memberships().entries()) {
            if (known.id().equals(entry)) {
                committedMemberships.add(known);
            }
        }
    }

    /// Is `entry` on the disks of a majority of each set of voters (§6)? Counted here anew: what is
    /// under test must not be its own judge.
    public boolean isOnQuorum(EntryId entry, Membership membership) {
        return !membership.isEmpty()
                && membership.voterSets().stream().allMatch(voters -> isOnMajority(entry, voters));
    }

    /// Is `entry` on the disks of a majority of these voters, or was it before one was lost?
    public boolean isOnMajority(EntryId entry, Set<MemberId> voters) {
        var holders = voters.stream().filter(voter -> of(voter).hasHeld(entry)).count();
        return 2 * holders > voters.size();
    }
}
