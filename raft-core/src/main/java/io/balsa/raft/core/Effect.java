package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a member wants done. The shell carries effects out in the order given.
public sealed interface Effect {
    /// Make the ballot and the entries durable, in that order and after all earlier ones, then send
    /// `then` and report [Event.Persisted]. What must wait for the disk is nested in what it waits
    /// for, so that no shell can send a vote that a crash would make it forget.
    ///
    /// With neither ballot nor log it only waits for the earlier ones.
    ///
    /// @param ballot the new ballot, or null when it did not change
    /// @param snapshot the received snapshot to install: it becomes the newest one, then an empty
    ///   log that goes on behind it takes the place of the whole log; null when there is none
    /// @param log the change to the log (that of `snapshot`, if there is one), or null when there
    ///   is none
    record Persist(
            long sequence,
            @Nullable Ballot ballot,
            @Nullable SnapshotMark snapshot,
            @Nullable LogChange log,
            List<Send> then)
            implements Effect {
        public Persist {
            then = List.copyOf(then);
        }
    }

    /// Keep the log up to `entries.previous()`, drop what follows it, then append `entries`, whose
    /// payloads the shell has: they arrived with the events since the last drain, or the effects
    /// before this one name them.
    record LogChange(LogSlice entries) {}

    /// Send without waiting for the disk. The entries of an [Message.AppendEntries] are those of
    /// the log at the time of the drain.
    record Send(MemberId to, Message message) implements Effect {}

    /// Everything up to `index` is committed: apply it. Only names entries on this member's disk.
    record Commit(long index) implements Effect {}

    /// The installed snapshot is on disk: the state machine goes on from it. Comes before the
    /// [Commit] of anything behind it.
    record Restore(SnapshotMark snapshot) implements Effect {}

    /// A received snapshot is of no use: delete it.
    record DiscardSnapshot(SnapshotMark snapshot) implements Effect {}

    /// `to` needs entries that were purged: send it the newest snapshot, unless that is under way
    /// already. It ends with the follower's answer, with [Event.SnapshotFailed], or with
    /// [CancelSnapshot].
    ///
    /// @param term the term of the leader that sends it: this member's
    record SendSnapshot(MemberId to, long term) implements Effect {}

    /// The snapshot under way to `to` is not needed any more.
    record CancelSnapshot(MemberId to) implements Effect {}

    /// Entries up to and with `through` are not needed any more; a snapshot on disk holds them.
    record Purge(EntryId through) implements Effect {}

    /// A change of membership is complete: `membership`, the entry `id`, is committed.
    record ChangeDone(long change, EntryId id, Membership membership) implements Effect {}

    /// A change of membership was not begun, or is in the hands of another leader.
    record RefuseChange(long change, ChangeRefusal reason) implements Effect {}

    /// This member does not lead any more, in favour of another.
    record TransferDone(long transfer) implements Effect {}

    /// This member goes on leading.
    record RefuseTransfer(long transfer, ChangeRefusal reason) implements Effect {}

    /// The log of `member` went back behind what it had acknowledged: it lost its disk, or was
    /// given an old copy. It gets nothing and counts for nothing until [Event.RevertAllowed].
    ///
    /// @param acknowledged the last index that it had acknowledged
    /// @param found what its log seems to end with now
    record ReportRevert(MemberId member, long acknowledged, EntryId found) implements Effect {}

    /// [Event.RevertAllowed] counts from now on, on this member and as long as it leads;
    /// [Event.VouchedFor] counts for good.
    record RevertNoted(long change) implements Effect {}

    /// The commands of a proposal are in the log, the first under the id `first`, the others right
    /// behind it.
    record Accept(long proposal, EntryId first) implements Effect {}

    /// The entry `id` is a new leader's first. It has no payload.
    record Blank(EntryId id) implements Effect {}

    /// The entry `id` holds this membership.
    record Configure(EntryId id, Membership membership) implements Effect {}

    /// The commands of a proposal belong to `leader`, in `term`: pass them on.
    record Forward(long proposal, MemberId leader, long term) implements Effect {}

    /// The commands of a proposal are not in the log and never will be.
    record Refuse(long proposal, Refusal reason) implements Effect {}

    /// A read may be answered once everything up to `index` is applied.
    record ReadAt(long read, long index) implements Effect {}

    /// A read cannot be made linearizable now. It may be tried again.
    record RefuseRead(long read, Refusal reason) implements Effect {}
}
