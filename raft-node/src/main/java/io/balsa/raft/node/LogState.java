package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;

/// How far a member's log has come, from its beginning to its end: `purged <= snapshot <= applied
/// <= committed <= last`.
///
/// @param purged the last entry that is not in the log any more, [EntryId#NONE] when it is whole
/// @param snapshot the last entry that the newest snapshot on disk holds, [EntryId#NONE] when there
///   is none
/// @param appliedIndex what the state machine has seen
/// @param commitIndex what is known to be committed and is in the log, if not yet on this disk
/// @param durableIndex what is on this member's disk; may be behind `commitIndex`
/// @param last the last entry
public record LogState(
        EntryId purged,
        EntryId snapshot,
        long appliedIndex,
        long commitIndex,
        long durableIndex,
        EntryId last) {

    /// The apply lane may know of a commit a moment before it is shown.
    LogState withAppliedIndex(long index) {
        return index == appliedIndex
                ? this
                : new LogState(
                        purged, snapshot, index, Math.max(commitIndex, index), durableIndex, last);
    }
}
