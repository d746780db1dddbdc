package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// What a member must never forget about elections: the latest term it has seen, and whom it voted
/// for in it (Figure 2, `currentTerm` and `votedFor`). On disk before any answer that depends on
/// it.
public record Ballot(long term, @Nullable MemberId votedFor) {
    /// The ballot of a member that has seen nothing yet.
    public static final Ballot NONE = new Ballot(0, null);

    /// May the vote of this term still go to `candidate`?
    boolean isFreeFor(MemberId candidate) {
        return votedFor == null || votedFor.equals(candidate);
    }

    @Override
    public String toString() {
        return "term=" + term + " vote=" + (votedFor == null ? "-" : votedFor);
    }
}
