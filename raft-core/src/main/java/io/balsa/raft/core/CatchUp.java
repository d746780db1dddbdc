package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.SortedSet;

/// Voters to be get the log first, as learners: else nothing could be committed and nobody elected
/// before they have it (Raft thesis §4.2.1).
final class CatchUp {
    /// So many of the longest election timeouts may a voter to be stay silent before it is given
    /// up.
    private static final int SILENT_ELECTIONS_MAX = 10;

    private static final long NOT_YET = Long.MAX_VALUE;

    private final Knowledge state;
    private final Leadership leadership;

    /// The change to go on with when they have caught up, null when nobody is waited for.
    private @Nullable MembershipChange wanted;

    private final long firstIndexOfTerm;
    private long committedStamp = NOT_YET;
    private long giveUpAt;

    /// Belongs to a leadership that has just appended its first entry.
    CatchUp(Knowledge state, Leadership leadership) {
        this.state = state;
        this.leadership = leadership;
        firstIndexOfTerm = state.log().lastIndex();
    }

    /// What is to happen next, null when nobody is waited for.
    @Nullable MembershipChange wanted() {
        return wanted;
    }

    void await(MembershipChange wanted) {
        this.wanted = wanted;
        beginPatience();
    }

    /// Messages go out next. From the first that say so on, followers know that an entry of this
    /// term is committed.
    void onFlush() {
        if (committedStamp == NOT_YET && leadership.hasCommittedInTerm()) {
            committedStamp = leadership.nextStamp();
        }
    }

    void end() {
        wanted = null;
    }

    private void beginPatience() {
        giveUpAt = state.now() + SILENT_ELECTIONS_MAX * state.timing().electionMaxNanos();
    }

    /// Who would become a voter with `target` and is not ready for that.
    SortedSet<MemberId> lagging(Membership target) {
        var lagging = target.voters();
        lagging.removeIf(member -> state.membership().isVoter(member) || isReady(member));
        return lagging;
    }

    /// Has a learner all but a few entries, and does it answer? It must also know what was
    /// committed when this term began: before that it has no word in elections.
    boolean isReady(MemberId learner) {
        var follower = leadership.followers().of(learner);
        var lag = state.config().options().promotionLagEntriesMax();
        return follower != null
                && follower.isReplicating()
                && !follower.doubt().exists()
                && follower.matched() >= state.log().lastIndex() - lag
                && follower.matched() >= firstIndexOfTerm
                && follower.acknowledgedStamp() >= committedStamp
                && leadership.followers().isHeard(learner);
    }

    /// Has one of these been silent for too long?
    boolean isHopeless(SortedSet<MemberId> lagging) {
        if (lagging.stream().allMatch(leadership.followers()::isHeard)) {
            beginPatience();
        }
        return state.now() >= giveUpAt;
    }
}
