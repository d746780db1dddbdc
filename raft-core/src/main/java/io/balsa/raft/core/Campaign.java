package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.SortedSet;
import java.util.TreeSet;

/// Collecting votes, or, in the round before, the promise of votes.
final class Campaign implements Standing {
    private final boolean isPreVote;
    private final SortedSet<MemberId> supporters = new TreeSet<>();
    private final SortedSet<MemberId> provenSupporters = new TreeSet<>();
    private long retryAt;
    private boolean isBehind;

    Campaign(boolean isPreVote, long retryAt) {
        this.isPreVote = isPreVote;
        this.retryAt = retryAt;
    }

    boolean isPreVote() {
        return isPreVote;
    }

    void addSupporter(MemberId voter, boolean isUnproven) {
        supporters.add(voter);
        if (!isUnproven) {
            provenSupporters.add(voter);
        }
    }

    /// With a majority of those that hold what they acknowledged, or with everybody: while at most
    /// a minority has lost its disk, somebody in either holds each committed entry, and helps no
    /// candidate that lacks it.
    boolean isWon(Membership membership) {
        return membership.isQuorum(provenSupporters)
                || (!membership.isEmpty() && supporters.containsAll(membership.voters()));
    }

    /// A voter has a longer log: it should go first. Costs one longer wait per campaign.
    void fallBehind(long penalty) {
        if (!isBehind) {
            isBehind = true;
            retryAt += penalty;
        }
    }

    boolean isTimeToRetry(long now) {
        return now >= retryAt;
    }

    @Override
    public Role role() {
        return isPreVote ? new Role.PreCandidate() : new Role.Candidate();
    }

    @Override
    public @Nullable MemberId leader() {
        return null;
    }

    @Override
    public long deadline() {
        return retryAt;
    }

    @Override
    public void leave() {}
}
