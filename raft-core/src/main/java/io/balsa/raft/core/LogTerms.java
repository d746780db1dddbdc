package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import java.util.ArrayList;
import java.util.List;

/// The log as the protocol sees it: where it begins, where it ends, and where each term starts.
final class LogTerms {
    private EntryId base;
    private final List<EntryId> starts;
    private long lastIndex;

    LogTerms(LogSlice slice) {
        base = slice.previous();
        starts = new ArrayList<>(slice.termStarts());
        lastIndex = slice.lastIndex();
    }

    /// The last entry before those that the log holds: purged, or in an installed snapshot.
    EntryId base() {
        return base;
    }

    long lastIndex() {
        return lastIndex;
    }

    EntryId lastEntry() {
        return new EntryId(lastTerm(), lastIndex);
    }

    private long lastTerm() {
        return starts.isEmpty() ? base.term() : starts.getLast().term();
    }

    /// Is `entry` in this log, or the place where it begins?
    boolean contains(EntryId entry) {
        return entry.index() >= base.index()
                && entry.index() <= lastIndex
                && termAt(entry.index()) == entry.term();
    }

    long termAt(long index) {
        check(
                index >= base.index() && index <= lastIndex,
                "a term is asked of an entry in the log");
        var run = runOf(index);
        return run < 0 ? base.term() : starts.get(run).term();
    }

    /// The position in `starts` of the run that holds `index`, -1 for the base.
    private int runOf(long index) {
        var run = starts.size() - 1;
        while (run >= 0 && starts.get(run).index() > index) {
            run--;
        }
        return run;
    }

    /// The last entry at or before `index` whose term is at most `term`: where a log that ends in
    /// `term` might agree with this one. Skips a whole term at a time (§5.3).
    EntryId lastAgreeing(long index, long term) {
        var end = Math.min(index, lastIndex);
        var run = runOf(end);
        while (run >= 0 && starts.get(run).term() > term) {
            end = starts.get(run).index() - 1;
            run--;
        }
        return run < 0 ? base : new EntryId(starts.get(run).term(), end);
    }

    /// The first index of `slice` at which this log holds nothing or another entry; one past the
    /// end of the slice when it holds them all.
    long firstDifference(LogSlice slice) {
        var starts = slice.termStarts();
        for (var i = 0; i < starts.size(); i++) {
            var first = starts.get(i);
            var end = i + 1 < starts.size() ? starts.get(i + 1).index() - 1 : slice.lastIndex();
            var agreed = lastOfTermFrom(first);
            if (agreed < end) {
                return agreed + 1;
            }
        }
        return slice.lastIndex() + 1;
    }

    /// The last index of the run of `first`'s term that begins with `first`, or one before it when
    /// this log does not hold `first`.
    private long lastOfTermFrom(EntryId first) {
        if (first.index() <= base.index()) { // Purged, so committed, so the same.
            return lastOfTermFrom(new EntryId(first.term(), base.index() + 1));
        }
        if (!contains(first)) {
            return first.index() - 1;
        }
        var run = runOf(first.index());
        return run + 1 < starts.size() ? starts.get(run + 1).index() - 1 : lastIndex;
    }

    void append(long term, long count) {
        check(count > 0, "something is appended");
        check(term >= lastTerm(), "terms never fall along a log");
        if (starts.isEmpty() || lastTerm() != term) {
            starts.add(new EntryId(term, lastIndex + 1));
        }
        lastIndex += count;
    }

    /// Appends the part of `slice` that lies behind the end of this log.
    void append(LogSlice slice) {
        while (lastIndex < slice.lastIndex()) {
            var term = slice.termAt(lastIndex + 1);
            append(term, lastOfTerm(slice, lastIndex + 1) - lastIndex);
        }
    }

    private static long lastOfTerm(LogSlice slice, long index) {
        for (var start : slice.termStarts()) {
            if (start.index() > index) {
                return start.index() - 1;
            }
        }
        return slice.lastIndex();
    }

    void truncateAfter(long index) {
        check(index >= base.index(), "what was purged is not truncated");
        while (!starts.isEmpty() && starts.getLast().index() > index) {
            starts.removeLast();
        }
        lastIndex = Math.min(lastIndex, index);
    }

    /// Forgets the entries up to and with the one at `index`.
    void purge(long index) {
        var through = new EntryId(termAt(index), index);
        var next = index < lastIndex ? new EntryId(termAt(index + 1), index + 1) : null;
        starts.removeIf(start -> start.index() <= index + 1);
        if (next != null) {
            starts.addFirst(next);
        }
        base = through;
    }

    /// Forgets everything, and goes on behind `base`.
    void reset(EntryId base) {
        this.base = base;
        starts.clear();
        lastIndex = base.index();
    }

    /// The entries behind `previousIndex` up to `lastIndex`, with the memberships among them.
    LogSlice slice(long previousIndex, long lastIndex, Memberships memberships) {
        var previous = new EntryId(termAt(previousIndex), previousIndex);
        if (lastIndex == previousIndex) {
            return LogSlice.empty(previous);
        }
        var within = new ArrayList<EntryId>();
        within.add(new EntryId(termAt(previousIndex + 1), previousIndex + 1));
        for (var run = runOf(previousIndex + 1) + 1; run < starts.size(); run++) {
            if (starts.get(run).index() <= lastIndex) {
                within.add(starts.get(run));
            }
        }
        return new LogSlice(
                previous, within, lastIndex, memberships.between(previousIndex, lastIndex));
    }
}
