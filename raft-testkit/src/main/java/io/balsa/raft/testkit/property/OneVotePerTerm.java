package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;

import java.util.HashMap;
import java.util.Map;

/// A member votes for at most one candidate in a term, even if it crashes in between (§5.2; TLA+
/// `votedFor`). A candidate has voted for itself.
public final class OneVotePerTerm implements Property {
    private final Map<Ballot, MemberId> votes = new HashMap<>();

    private record Ballot(MemberId voter, long term) {}

    /// It cannot keep a promise that it does not know. Who counts it must take care.
    @Override
    public void onDiskLost(MemberId member) {
        votes.keySet().removeIf(ballot -> ballot.voter().equals(member));
    }

    @Override
    public void onSent(MemberId from, MemberId to, Message message) {
        if (message instanceof Message.Vote(var term, var granted, _, _, _) && granted) {
            vote(from, term, to);
        } else if (message instanceof Message.RequestVote(var term, _, _, _)) {
            vote(from, term, from);
        }
    }

    private void vote(MemberId voter, long term, MemberId candidate) {
        var earlier = votes.putIfAbsent(new Ballot(voter, term), candidate);
        if (earlier != null && !earlier.equals(candidate)) {
            throw new Violation(
                    getClass(),
                    "%s voted for both %s and %s in term %d"
                            .formatted(voter, earlier, candidate, term));
        }
    }
}
