package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Whoever wins an election is a voter of its effective membership, or of the one before while it
/// does not know the effective one to be committed; and it wins by the votes of a majority of each
/// set of voters that is in force (§5.2, §6; TLA+ `BecomeLeader`).
public final class LeadersAreVoters implements Property {
    private final Chronicle chronicle;
    private final Map<Candidacy, SortedSet<MemberId>> votes = new HashMap<>();

    private record Candidacy(MemberId candidate, long term) {}

    public LeadersAreVoters(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onSent(MemberId from, MemberId to, Message message) {
        if (message instanceof Message.Vote(var term, var granted, _, _, _) && granted) {
            votes.computeIfAbsent(new Candidacy(to, term), _ -> new TreeSet<>()).add(from);
        }
    }

    @Override
    public void onEffects(MemberId member, List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Blank(var first)) {
                onElected(member, first.term());
            }
        }
    }

    private void onElected(MemberId leader, long term) {
        var memberships = chronicle.of(leader).memberships();
        var isCommitted = memberships.latestIndex() <= chronicle.of(leader).commitKnown();
        var effective = memberships.latest();
        if (!effective.isVoter(leader)
                && (isCommitted || !memberships.lastButOne().isVoter(leader))) {
            throw new Violation(
                    getClass(), "%s leads and is no voter of %s".formatted(leader, effective));
        }
        var supporters = new TreeSet<MemberId>();
        supporters.add(leader);
        supporters.addAll(votes.getOrDefault(new Candidacy(leader, term), supporters));
        for (var voters : effective.voterSets()) {
            if (2 * voters.stream().filter(supporters::contains).count() <= voters.size()) {
                throw new Violation(
                        getClass(),
                        "%s leads term %d by the votes of %s, no quorum of %s"
                                .formatted(leader, term, supporters, effective));
            }
        }
    }
}
