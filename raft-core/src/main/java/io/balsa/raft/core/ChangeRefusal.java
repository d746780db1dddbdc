package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// Why a member did not begin a group, did not change the membership, or did not hand over
/// leadership.
public sealed interface ChangeRefusal {
    /// One member is the reason.
    sealed interface AboutMember extends ChangeRefusal {
        MemberId member();
    }

    /// This member does not lead. `leader` is the member that does, null when none is known.
    record NotLeader(@Nullable MemberId leader) implements ChangeRefusal {}

    /// The leader has not committed an entry of its term yet, so it does not know what earlier ones
    /// left. Try again soon.
    record NotReady() implements ChangeRefusal {}

    /// An earlier change is not complete: its entry is `id`.
    record InProgress(EntryId id) implements ChangeRefusal {}

    /// The membership in force is another than expected: that of entry `actual`.
    record MovedOn(EntryId actual) implements ChangeRefusal {}

    /// No group can begin here, for this member belongs to one already: entry `membership` tells to
    /// which.
    record GroupExists(EntryId membership) implements ChangeRefusal {}

    /// No voter would be left.
    record EmptyMembership() implements ChangeRefusal {}

    /// The group has no such member, or it does not play the part that the change speaks of.
    record UnknownMember(MemberId member) implements AboutMember {}

    /// The group has this member already, with another address or as a voter.
    record MemberExists(MemberId member) implements AboutMember {}

    /// The id belonged to a member that was removed. An id is never used again: the removed member
    /// may still be somewhere, and its promises must not count as another's.
    record ReusedId(MemberId member) implements AboutMember {}

    /// The member was to become a voter, but has been silent for long and lacks entries. It is a
    /// learner now; the change may be asked for again when it is there.
    record NotCaughtUp(MemberId member) implements AboutMember {}

    /// The change waited for this member to catch up, until somebody removed it.
    record CancelledByRemoval(MemberId member) implements AboutMember {}

    /// The first membership of a group is written down by its voters, and this member is none.
    record NotAFounder(MemberId member) implements AboutMember {}

    /// Leadership goes to voters only.
    record NotAVoter(MemberId member) implements AboutMember {}

    /// Leadership is being handed over to `to`.
    record Transferring(MemberId to) implements ChangeRefusal {}

    /// `to` did not take over in time.
    record TransferTimedOut(MemberId to) implements ChangeRefusal {}

    /// This member lost its leadership meanwhile. A change of membership that had begun may be
    /// completed by the next leader, or taken back. One that still waited for new voters to catch
    /// up is over: they stay learners, if the entry that made them learners stays, and no later
    /// leader makes voters of them by itself. Ask for it again.
    record LeadershipLost() implements ChangeRefusal {}
}
