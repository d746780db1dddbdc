package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;

import java.util.ArrayList;
import java.util.List;

/// The terms of a log: the first entry of each, and the last entry of all.
final class TermStarts {
    private final List<EntryId> starts = new ArrayList<>();
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
        check(keepThrough >= 0 && keepThrough <= lastIndex, "a log keeps entries that are there");
        while (!starts.isEmpty() && starts.getLast().index() > keepThrough) {
            starts.removeLast();
        }
        lastIndex = keepThrough;
    }

    EntryId lastEntry() {
        return starts.isEmpty() ? EntryId.NONE : new EntryId(lastTerm(), lastIndex);
    }

    /// The term of the entry at `index`, which is in the log, or 0 before the first.
    long termAt(long index) {
        for (var start : starts.reversed()) {
            if (start.index() <= index) {
                return start.term();
            }
        }
        return 0;
    }

    private long lastTerm() {
        return starts.isEmpty() ? 0 : starts.getLast().term();
    }

    List<EntryId> list() {
        return List.copyOf(starts);
    }
}
