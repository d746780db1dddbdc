package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import java.util.List;

/// A run of consecutive entries, by their ids alone: all that the protocol needs to know of them. A
/// slice of a million entries of one term is as small as a slice of one.
///
/// @param previous the entry just before the run, [EntryId#NONE] at the start of a log
/// @param termStarts the first entry of the run, and the first of each later term in it
/// @param lastIndex the index of the last entry; `previous.index()` when the run is empty
/// @param memberships the memberships among the entries, in order
public record LogSlice(
        EntryId previous,
        List<EntryId> termStarts,
        long lastIndex,
        List<MembershipEntry> memberships) {

    /// A log that holds nothing yet.
    public static final LogSlice EMPTY = empty(EntryId.NONE);

    public LogSlice {
        termStarts = List.copyOf(termStarts);
        memberships = List.copyOf(memberships);
        check(termStarts.isEmpty() == (lastIndex == previous.index()), "terms cover the slice");
        var before = previous;
        for (var start : termStarts) {
            check(start.index() > before.index(), "indexes grow within a slice");
            check(start.term() >= before.term(), "terms never fall within a slice");
            before = start;
        }
        check(
                termStarts.isEmpty() || termStarts.getFirst().index() == previous.index() + 1,
                "a slice has no hole after its previous entry");
        check(before.index() <= lastIndex, "a slice ends after its last term starts");
    }

    /// The empty run after `previous`.
    public static LogSlice empty(EntryId previous) {
        return new LogSlice(previous, List.of(), previous.index(), List.of());
    }

    /// Does it hold no entry?
    public boolean isEmpty() {
        return termStarts.isEmpty();
    }

    /// The index behind the previous entry, also where there is no entry.
    public long firstIndex() {
        return previous.index() + 1;
    }

    /// How many entries it holds.
    public long length() {
        return lastIndex - previous.index();
    }

    /// The last entry of the run, or the one before it when the run is empty.
    public EntryId lastEntry() {
        return isEmpty() ? previous : new EntryId(termStarts.getLast().term(), lastIndex);
    }

    /// The term of the entry at `index`, which lies in the run or just before it.
    public long termAt(long index) {
        check(index >= previous.index() && index <= lastIndex, "an index lies within its slice");
        var term = previous.term();
        for (var start : termStarts) {
            if (start.index() > index) {
                break;
            }
            term = start.term();
        }
        return term;
    }

    @Override
    public String toString() {
        return isEmpty() ? "after " + previous : "after " + previous + " to " + lastEntry();
    }
}
