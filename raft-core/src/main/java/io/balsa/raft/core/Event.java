package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// Everything that can happen to a member.
public sealed interface Event {
    /// Nothing arrived, but [Raft#deadline()] may have passed.
    record TimePassed() implements Event {}

    /// Another member has said something.
    record Received(MemberId from, Message message) implements Event {}

    /// The connection to `member` broke: what was under way to it may be lost.
    record Unreachable(MemberId member) implements Event {}

    /// Somebody wants commands in the log, in this order.
    ///
    /// @param proposal the shell's name for them
    /// @param count how many there are
    /// @param bytes the size of their payloads together
    /// @param term the term of the leader that another member has passed them on to: no other takes
    ///   them, so that a late copy of that message changes nothing; 0 when this member's own
    ///   callers want them, and any leader will do
    record Proposed(long proposal, int count, long bytes, long term) implements Event {
        boolean isForwarded() {
            return term != 0;
        }
    }

    /// Somebody wants a linearizable read. `read` is the shell's name for it.
    ///
    /// @param lease may the leader's lease confirm it, instead of a round of heartbeats? Only where
    ///   [RaftOptions#clockDriftMax()] allows it; elsewhere it is confirmed by a quorum
    record ReadRequested(long read, boolean lease) implements Event {}

    /// The [Effect.Persist] of this number is on disk, and all before it.
    record Persisted(long sequence) implements Event {}

    /// The first member of a group starts it with this membership. Nothing happens on a member that
    /// belongs to a group already, nor on one that is no voter of this one.
    record Bootstrapped(Membership membership) implements Event {}

    /// Somebody wants another membership. Answered by [Effect.ChangeDone] or [Effect.RefuseChange].
    ///
    /// @param change the shell's name for it
    /// @param expected the entry of the membership that the change is meant for, or null for
    ///   whichever is in force (compare-and-set)
    record MembershipChangeRequested(long change, MembershipChange what, @Nullable EntryId expected)
            implements Event {}

    /// Somebody wants another member to lead (Raft thesis §3.10). Answered by [Effect.TransferDone]
    /// or [Effect.RefuseTransfer].
    ///
    /// @param transfer the shell's name for it
    /// @param to the next leader, or null for the voter whose log is the most up to date
    record TransferRequested(long transfer, @Nullable MemberId to) implements Event {}

    /// Somebody wants this member to campaign now. Nothing happens on a leader, nor on a member
    /// that may not lead; nor, where [RaftOptions#clockDriftMax()] allows lease reads, on a member
    /// that hears a leader: rather ask for a transfer.
    ///
    /// @param preVote whether to ask first if it would win
    record ElectionRequested(boolean preVote) implements Event {}

    /// Somebody wants a leader to show now that it is there. Nothing happens on others.
    record HeartbeatRequested() implements Event {}

    /// What this member does by itself from now on.
    record SwitchesSet(Switches switches) implements Event {}

    /// A snapshot of this member's own state is on its disk: entries up to it may be purged, but
    /// for the tail that [RaftOptions#retention()] keeps.
    record SnapshotSaved(SnapshotMark snapshot) implements Event {}

    /// A whole snapshot has arrived from the leader of `term` and is on disk, not yet in use.
    /// Answered by an [Effect.Persist] that installs it or an [Effect.DiscardSnapshot].
    record SnapshotReceived(MemberId from, long term, SnapshotMark snapshot) implements Event {}

    /// A snapshot that an [Effect.SendSnapshot] asked for did not get through.
    record SnapshotFailed(MemberId to) implements Event {}

    /// Somebody wants the log purged up to and with `through`, whatever tail is to be kept. Only
    /// what a snapshot holds is.
    record PurgeRequested(long through) implements Event {}

    /// May `member`, whose log went back behind what it had acknowledged, come back with what it
    /// has? Only an operator can say that it may, and only to the leader. Answered by
    /// [Effect.RevertNoted] or [Effect.RefuseChange].
    ///
    /// @param change the shell's name for it
    record RevertAllowed(long change, MemberId member, boolean allowed) implements Event {}

    /// An operator vouches for this member: it counts with what it has, whatever it may have
    /// forgotten. Answered by [Effect.RevertNoted].
    ///
    /// @param change the shell's name for it
    record VouchedFor(long change) implements Event {}
}
