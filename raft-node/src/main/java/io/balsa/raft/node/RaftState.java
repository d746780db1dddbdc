package io.balsa.raft.node;

import static java.util.Collections.unmodifiableSortedMap;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Credit;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;

/// What a member knows of itself and its group, at one moment.
///
/// @param member who says this
/// @param belonging what it is to its group
/// @param credit what its word is worth to its group
/// @param role its part in `term`
/// @param leader whom it takes for the leader of `term`, null when it knows none
/// @param log how far its log has come
/// @param effective the latest membership in its log, committed or not, by which it decides; with
///   its entry, which a change can be made conditional on
/// @param committed the latest membership that can no longer be taken back
/// @param followers on a leader, what it knows of each follower; empty on others
/// @param leaderHeardNanosAgo how long ago, in nanoseconds, it last heard of a leader, or led and
///   was followed by a quorum; [Long#MAX_VALUE] for never
public record RaftState(
        MemberId member,
        Belonging belonging,
        Credit credit,
        Role role,
        long term,
        @Nullable MemberId leader,
        LogState log,
        MembershipEntry effective,
        MembershipEntry committed,
        SortedMap<MemberId, FollowerState> followers,
        long leaderHeardNanosAgo) {

    public RaftState {
        followers = unmodifiableSortedMap(followers);
    }

    /// The latest membership in its log, committed or not.
    public Membership membership() {
        return effective.membership();
    }

    /// The last entry of its log.
    public EntryId lastEntry() {
        return log.last();
    }

    /// What it knows to be committed and has in its log.
    public long commitIndex() {
        return log.commitIndex();
    }

    /// What its state machine has seen.
    public long appliedIndex() {
        return log.appliedIndex();
    }

    /// Do all voters count for majorities? Known on the leader alone. Until then a group that was
    /// just founded cannot do without any of them (docs/divergence.md).
    public boolean countsOnAllVoters() {
        return role instanceof Role.Leader
                && commitIndex() >= effective.id().index()
                && membership().voters().stream().allMatch(this::countsOn);
    }

    private boolean countsOn(MemberId voter) {
        var follower = followers.get(voter);
        return voter.equals(member) || (follower != null && follower.progress().counts());
    }

    /// The same at another moment, when only time has passed and entries were applied.
    RaftState at(long appliedIndex, long leaderHeardNanosAgo) {
        return new RaftState(
                member,
                belonging,
                credit,
                role,
                term,
                leader,
                log.withAppliedIndex(appliedIndex),
                effective,
                committed,
                followers,
                leaderHeardNanosAgo);
    }

    /// Does it say the same as `other`, but for how long ago something was?
    boolean isLike(RaftState other) {
        return equals(other.at(appliedIndex(), leaderHeardNanosAgo))
                && appliedIndex() == other.appliedIndex();
    }
}
