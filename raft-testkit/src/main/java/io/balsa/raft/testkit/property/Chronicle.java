package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of each member's log, and which entries are known to be committed, under which
/// membership.
public final class Chronicle {
    private final Membership founding;
    private final Map<MemberId, Diary> diaries = new TreeMap<>();
    private final EntryTerms committed = new EntryTerms();

    /// For each committed entry, the memberships that the member which committed it may have
    /// counted by.
    private final List<Judges> judges = new ArrayList<>();

    private Membership current;

    /// The memberships before and after a batch of events: what is committed in it is committed
    /// under one of the two.
    private record Judges(Membership before, Membership after) {}

    public Chronicle(Membership founding) {
        this.founding = founding;
        current = founding;
        founding.members().forEach(this::of);
    }

    /// The membership that the group began with.
    public Membership founding() {
        return founding;
    }

    /// The latest membership that is known to be committed.
    public Membership current() {
        return current;
    }

    /// What is known of a member; nothing as long as it has not started.
    public Diary of(MemberId member) {
        return diaries.computeIfAbsent(member, _ -> new Diary());
    }

    /// The entries that some member has known to be committed.
    public EntryTerms committed() {
        return committed;
    }

    /// The next entry turns out to be committed, first for `member`.
    void commit(MemberId member, long term) {
        committed.append(term);
        var diary = of(member);
        var membership = diary.membership();
        var judging = new Judges(diary.membershipBefore(), membership.membership());
        judges.add(
                !judges.isEmpty() && judges.getLast().equals(judging) ? judges.getLast() : judging);
        diary.membershipAt(committed.lastIndex()).ifPresent(reached -> current = reached);
    }

    /// Is the entry at `index` with `term` on the disks of a quorum of the membership that it was
    /// committed under? Counted here anew: what is under test must not be its own judge.
    public boolean isOnQuorum(long index, long term) {
        if (index > judges.size()) {
            return isOnQuorum(index, term, current);
        }
        var judging = judges.get((int) index - 1);
        return isOnQuorum(index, term, judging.before())
                || isOnQuorum(index, term, judging.after());
    }

    private boolean isOnQuorum(long index, long term, Membership membership) {
        for (var voters : membership.voterSets()) {
            var holders =
                    voters.stream()
                            .filter(voter -> of(voter).onDisk().termAt(index) == term)
                            .count();
            if (2 * holders <= voters.size()) {
                return false;
            }
        }
        return !membership.isEmpty();
    }
}
