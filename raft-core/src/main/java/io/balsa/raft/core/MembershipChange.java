package io.balsa.raft.core;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/// A wish for another membership. Applied to the one in force it gives the one to reach, from any
/// set of voters to any other in one go: by joint consensus where voters change (§6).
public sealed interface MembershipChange {
    /// What this change makes of `current`, which is not joint. Changes nothing itself.
    ///
    /// Whatever holds already is no error: removing who was removed, or promoting a voter, leaves
    /// things as they are. So a change may be asked for again when its answer was lost.
    default Outcome appliedTo(Membership current) {
        return new MembershipDraft(current).outcome(this);
    }

    /// The answer to [#appliedTo].
    sealed interface Outcome {}

    /// The membership to reach; the current one when nothing changes.
    record Target(Membership membership) implements Outcome {}

    /// The change makes no sense for the current membership.
    record Impossible(ChangeRefusal reason) implements Outcome {}

    /// Adds members that receive the log and do not vote.
    ///
    /// @param addresses who they are and where each is reached
    /// @param autoPromote is the leader to make each a voter once it has caught up?
    record AddLearners(SortedMap<MemberId, String> addresses, boolean autoPromote)
            implements MembershipChange {}

    /// Adds voters, new to the group or learners so far. Whoever has not caught up yet is a learner
    /// until it has, here and in every other change that makes voters: so nobody waits for it but
    /// the change.
    record AddVoters(SortedMap<MemberId, String> addresses) implements MembershipChange {}

    /// Makes voters of learners.
    record Promote(SortedSet<MemberId> learners) implements MembershipChange {}

    /// Removes voters.
    ///
    /// @param retain do they stay as learners? Otherwise their ids are retired for good
    record RemoveVoters(SortedSet<MemberId> voters, boolean retain) implements MembershipChange {}

    /// Makes these the voters, whoever they are now.
    ///
    /// @param addresses of all of them; members keep the address they have
    /// @param retain do former voters stay as learners?
    record ReplaceVoters(SortedMap<MemberId, String> addresses, boolean retain)
            implements MembershipChange {}

    /// Removes learners; their ids are retired for good.
    record RemoveLearners(SortedSet<MemberId> learners) implements MembershipChange {}

    /// A member is reached elsewhere from now on. It must be the same member, with its disk: move
    /// it first, then tell the group.
    record SetAddress(MemberId member, String address) implements MembershipChange {}

    /// Several changes, in this order, as one.
    record Batch(List<MembershipChange> changes) implements MembershipChange {
        public Batch {
            changes = List.copyOf(changes);
        }
    }
}
