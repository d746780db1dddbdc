package io.balsa.raft.core;

/// What a leader knows of one follower.
///
/// @param matchedIndex it is known to hold the leader's log up to here
/// @param inFlightMessages messages with entries on their way to it
/// @param inFlightBytes payload bytes on their way to it
/// @param heardAt when the leader sent the latest message that the follower has answered, by the
///   leader's clock; [Message#NO_STAMP] before the first
/// @param counts does what it says count for majorities? Not before it was heard, and not as long
///   as it may have forgotten something
public record FollowerProgress(
        long matchedIndex,
        Phase phase,
        int inFlightMessages,
        long inFlightBytes,
        long heardAt,
        boolean counts) {
    /// How the leader goes about it.
    public enum Phase {
        /// The leader looks for the place where their logs agree, one message at a time.
        PROBING,
        /// Entries are sent ahead without waiting.
        REPLICATING,
        /// It needs entries that were purged, and gets a snapshot in their place.
        SNAPSHOT,
        /// It lost what it had acknowledged: it gets nothing and counts for nothing.
        ISOLATED
    }
}
