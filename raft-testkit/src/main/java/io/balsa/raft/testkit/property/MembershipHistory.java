package io.balsa.raft.testkit.property;

import static java.util.Collections.unmodifiableList;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;

import java.util.ArrayList;
import java.util.List;

/// The memberships in one member's log, the last of which is in force there (§6). Before the first
/// entry no membership is in force.
public final class MembershipHistory {
    private final List<MembershipEntry> entries = new ArrayList<>();
    private Membership before = Membership.NONE;

    MembershipHistory() {}

    /// All of them, in order.
    public List<MembershipEntry> entries() {
        return unmodifiableList(entries);
    }

    /// The one in force.
    public Membership latest() {
        return entries.isEmpty() ? Membership.NONE : entries.getLast().membership();
    }

    /// The one that was in force before the effects that the member wanted last.
    public Membership beforeLatestEffects() {
        return before;
    }

    /// The one before the last.
    public Membership lastButOne() {
        return entries.size() < 2 ? Membership.NONE : entries.get(entries.size() - 2).membership();
    }

    /// The index of the last one's entry, 0 when there is none.
    public long latestIndex() {
        return entries.isEmpty() ? 0 : entries.getLast().index();
    }

    /// The last one's entry, [EntryId#NONE] when there is none.
    public EntryId latestId() {
        return entries.isEmpty() ? EntryId.NONE : entries.getLast().id();
    }

    void beginEffects() {
        before = latest();
    }

    void begin(List<MembershipEntry> found) {
        entries.clear();
        entries.addAll(found);
        before = latest();
    }

    void replace(List<MembershipEntry> others) {
        entries.clear();
        entries.addAll(others);
    }

    void truncateAfter(long index) {
        entries.removeIf(entry -> entry.index() > index);
    }

    void append(List<MembershipEntry> more) {
        entries.addAll(more);
    }
}
