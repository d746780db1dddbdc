package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The memberships in the log: the effective one is the last, whether committed or not (§6).
final class Memberships {
    private final List<MembershipEntry> entries;

    Memberships(List<MembershipEntry> entries) {
        this.entries = new ArrayList<>(entries);
    }

    /// Those of a log, and the one in force where it begins, which the snapshot knows.
    static Memberships of(LogSlice log, @Nullable SnapshotMark snapshot) {
        var all = new ArrayList<MembershipEntry>();
        if (snapshot != null && snapshot.membership().index() <= log.previous().index()) {
            all.add(snapshot.membership());
        }
        all.addAll(log.memberships());
        return new Memberships(all);
    }

    /// The one that decisions are made by.
    MembershipEntry effective() {
        return entries.isEmpty() ? MembershipEntry.NONE : entries.getLast();
    }

    /// The last one that can no longer be taken back. A leader appends none before the one before
    /// is committed, so all but the last are, even when a member that has just started knows of no
    /// commit yet.
    MembershipEntry committed(long commit) {
        var count = entries.size();
        if (count > 0 && entries.getLast().index() <= commit) {
            return entries.getLast();
        }
        return count > 1 ? entries.get(count - 2) : MembershipEntry.NONE;
    }

    /// Where each member is reached, and whoever was a member as far back as this log knows.
    SortedMap<MemberId, String> addresses() {
        var addresses = new TreeMap<MemberId, String>();
        entries.forEach(entry -> addresses.putAll(entry.membership().addresses()));
        return addresses;
    }

    void append(MembershipEntry entry) {
        entries.add(entry);
    }

    void truncateAfter(long index) {
        entries.removeIf(entry -> entry.index() > index);
    }

    /// The log begins behind `index` from now on: of what is before, only the last still matters.
    void forgetBefore(long index) {
        while (entries.size() > 1 && entries.get(1).index() <= index) {
            entries.removeFirst();
        }
    }

    /// The log begins anew, with `base` in force.
    void reset(MembershipEntry base) {
        entries.clear();
        entries.add(base);
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
