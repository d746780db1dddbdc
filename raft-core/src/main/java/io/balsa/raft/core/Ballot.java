package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What a member must never forget about elections: the latest term it has seen, and whom it voted
/// for in it (Figure 2, `currentTerm` and `votedFor`). On disk before any answer that depends on
/// it.
///
/// @param unproven may the member have acknowledged something that it does not hold? It may, for
///   all it knows, while it holds nothing, for its disk may have been lost, and from then on until
///   a leader's log has reached it: see the package's `Trust`
public record Ballot(long term, @Nullable MemberId votedFor, boolean unproven) {
    /// The ballot of a member that has seen nothing yet, or has lost what it saw.
    public static final Ballot NONE = new Ballot(0, null, true);

    /// The ballot of a member that holds all that it ever acknowledged.
    public Ballot(long term, @Nullable MemberId votedFor) {
        this(term, votedFor, false);
    }

    /// May the vote of this term still go to `candidate`?
    boolean isFreeFor(MemberId candidate) {
        return votedFor == null || votedFor.equals(candidate);
    }

    /// Is nothing lost that somebody may count on when `other` is found after a crash? Whether the
    /// member is proven may be: then it is in doubt once more.
    boolean promisesTheSameAs(Ballot other) {
        return term == other.term && Objects.equals(votedFor, other.votedFor);
    }

    /// The next ballot of the same member.
    Ballot next(long term, @Nullable MemberId votedFor) {
        check(term >= this.term, "terms only grow");
        check(
                term > this.term || this.votedFor == null || this.votedFor.equals(votedFor),
                "one vote per term");
        return new Ballot(term, votedFor, unproven);
    }

    Ballot proven(boolean proven) {
        return new Ballot(term, votedFor, !proven);
    }

    @Override
    public String toString() {
        return "term=%d vote=%s%s"
                .formatted(term, votedFor == null ? "-" : votedFor, unproven ? " unproven" : "");
    }
}
