package io.balsa.raft.core;

import java.util.ArrayList;
import java.util.List;

/// The memberships in the log: the effective one is the last, whether committed or not (§6).
final class Memberships {
    private final List<MembershipEntry> entries;

    Memberships(List<MembershipEntry> entries) {
        this.entries = new ArrayList<>(entries);
    }

    /// The one that decisions are made by.
    Membership effective() {
        return entries.isEmpty() ? Membership.NONE : entries.getLast().membership();
    }

    /// The last one that can no longer be taken back.
    Membership committed(long commit) {
        for (var entry : entries.reversed()) {
            if (entry.index() <= commit) {
                return entry.membership();
            }
        }
        return Membership.NONE;
    }

    void append(MembershipEntry entry) {
        entries.add(entry);
    }

    void truncateAfter(long index) {
        entries.removeIf(entry -> entry.index() > index);
    }

    List<MembershipEntry> between(long previousIndex, long lastIndex) {
        if (entries.isEmpty() || entries.getLast().index() <= previousIndex) {
            return List.of();
        }
        return entries.stream()
                .filter(entry -> entry.index() > previousIndex && entry.index() <= lastIndex)
                .toList();
    }
}
