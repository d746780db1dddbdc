package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;

import java.util.ArrayList;
import java.util.List;

/// The terms of a log: where it begins, the first entry of each term, and the last entry of all.
final class TermStarts {
    private final List<EntryId> starts = new ArrayList<>();
    private EntryId base = EntryId.NONE;
    private long lastIndex;

    void append(EntryId id) {
        check(id.index() == lastIndex + 1, "entries follow each other without a hole");
        check(id.term() >= lastTerm(), "terms never fall within a log");
        if (starts.isEmpty() || id.term() > lastTerm()) {
            starts.add(id);
        }
        lastIndex = id.index();
    }

    void truncateAfter(long keepThrough) {
        check(
                keepThrough >= base.index() && keepThrough <= lastIndex,
                "a log keeps entries that are there");
        while (!starts.isEmpty() && starts.getLast().index() > keepThrough) {
            starts.removeLast();
        }
        lastIndex = keepThrough;
    }

    /// Forgets everything, and goes on behind `base`.
    void reset(EntryId base) {
        starts.clear();
        this.base = base;
        lastIndex = base.index();
    }

    /// Forgets the entries up to and with the one at `index`, which is in the log.
    void purgeThrough(long index) {
        check(index >= base.index() && index <= lastIndex, "what is purged is in the log");
        base = new EntryId(termAt(index), index);
        if (index == lastIndex) {
            starts.clear();
            return;
        }
        var first = new EntryId(termAt(index + 1), index + 1);
        starts.removeIf(start -> start.index() <= first.index());
        starts.addFirst(first);
    }

    /// Says which entry it is that the log begins behind, where only its index was known.
    void nameBase(EntryId entry) {
        check(entry.index() == base.index(), "a base keeps its place");
        base = entry;
    }

    /// The entry that the log begins behind.
    EntryId base() {
        return base;
    }

    EntryId lastEntry() {
        return starts.isEmpty() ? base : new EntryId(lastTerm(), lastIndex);
    }

    /// The term of the entry at `index`, which is in the log or its base.
    long termAt(long index) {
        for (var start : starts.reversed()) {
            if (start.index() <= index) {
                return start.term();
            }
        }
        return base.term();
    }

    private long lastTerm() {
        return starts.isEmpty() ? base.term() : starts.getLast().term();
    }

    List<EntryId> list() {
        return List.copyOf(starts);
    }
}
