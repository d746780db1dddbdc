package io.balsa.raft.core;

/// Names one entry: two logs that hold an entry of the same id are identical up to it (§5.3, Log
/// Matching). Ordered as logs are compared in elections: by term, then by index (§5.4.1).
///
/// @param term the term of the leader that created the entry
/// @param index its place in the log, counted from 1
public record EntryId(long term, long index) implements Comparable<EntryId> {
    /// The place before the first entry of a log.
    public static final EntryId NONE = new EntryId(0, 0);

    public EntryId {
        if (term < 0 || index < 0) {
            throw new IllegalArgumentException("no entry is called " + term + "/" + index);
        }
    }

    @Override
    public int compareTo(EntryId other) {
        var byTerm = Long.compare(term, other.term);
        return byTerm != 0 ? byTerm : Long.compare(index, other.index);
    }

    @Override
    public String toString() {
        return term + "/" + index;
    }
}
