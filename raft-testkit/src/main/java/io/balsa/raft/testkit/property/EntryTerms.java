package io.balsa.raft.testkit.property;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;

import java.util.Arrays;

/// A log, by the terms of its entries.
public final class EntryTerms {
    private long[] terms = new long[64];
    private int count;

    EntryTerms() {}

    EntryTerms(EntryTerms other) {
        terms = other.terms.clone();
        count = other.count;
    }

    public long lastIndex() {
        return count;
    }

    /// The term of the entry at `index`; 0 when there is none.
    public long termAt(long index) {
        return index < 1 || index > count ? 0 : terms[(int) index - 1];
    }

    public EntryId idAt(long index) {
        return new EntryId(termAt(index), index);
    }

    public boolean contains(EntryId entry) {
        return entry.index() <= count && termAt(entry.index()) == entry.term();
    }

    void append(long term) {
        if (count == terms.length) {
            terms = Arrays.copyOf(terms, count * 2);
        }
        terms[count++] = term;
    }

    void append(LogSlice slice) {
        var starts = slice.termStarts();
        for (var run = 0; run < starts.size(); run++) {
            var next =
                    run + 1 < starts.size() ? starts.get(run + 1).index() : slice.lastIndex() + 1;
            for (var index = starts.get(run).index(); index < next; index++) {
                append(starts.get(run).term());
            }
        }
    }

    /// Its first entries, up to `index`.
    EntryTerms through(long index) {
        var front = new EntryTerms(this);
        front.truncateAfter(index);
        return front;
    }

    void truncateAfter(long index) {
        count = (int) Math.min(count, index);
    }
}
