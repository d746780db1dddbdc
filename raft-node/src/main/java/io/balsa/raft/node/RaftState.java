package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;

/// What a member knows of itself and its group, at one moment.
///
/// @param member who says this
/// @param role its part in `term`
/// @param leader whom it takes for the leader of `term`, null when it knows none
/// @param lastEntry the last entry of its log
/// @param commitIndex what it knows to be committed and has in its log, if not yet on its disk
/// @param appliedIndex what its state machine has seen
/// @param membership the latest membership in its log, committed or not
/// @param committedMembership the latest membership that can no longer be taken back
public record RaftState(
        MemberId member,
        Role role,
        long term,
        @Nullable MemberId leader,
        EntryId lastEntry,
        long commitIndex,
        long appliedIndex,
        Membership membership,
        Membership committedMembership) {

    /// The apply lane may know of a commit a moment before it is shown.
    RaftState withAppliedIndex(long index) {
        return new RaftState(
                member,
                role,
                term,
                leader,
                lastEntry,
                Math.max(commitIndex, index),
                index,
                membership,
                committedMembership);
    }
}
