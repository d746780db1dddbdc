package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import java.util.Map;
import java.util.TreeMap;

/// What became of each member's log, and which entries are known to be committed.
public final class Chronicle {
    private final Membership membership;
    private final Map<MemberId, Diary> diaries = new TreeMap<>();
    private final EntryTerms committed = new EntryTerms();

    public Chronicle(Membership membership) {
        this.membership = membership;
        membership.members().forEach(member -> diaries.put(member, new Diary()));
    }

    public Membership membership() {
        return membership;
    }

    public Diary of(MemberId member) {
        var diary = diaries.get(member);
        if (diary == null) {
            throw new IllegalArgumentException("there is no member " + member);
        }
        return diary;
    }

    /// The entries that some member has known to be committed.
    public EntryTerms committed() {
        return committed;
    }

    /// Is the entry at `index` with `term` on the disks of a quorum? Counted here anew: what is
    /// under test must not be its own judge.
    public boolean isOnQuorum(long index, long term) {
        for (var voters : membership.voterSets()) {
            var holders =
                    voters.stream()
                            .filter(voter -> of(voter).onDisk().termAt(index) == term)
                            .count();
            if (2 * holders <= voters.size()) {
                return false;
            }
        }
        return true;
    }
}
