package io.balsa.raft.node;

/// What a member counts while it runs.
public enum Counter {
    /// Terms in which it stood for election.
    ELECTIONS_STARTED,
    /// Terms that it began to lead.
    ELECTIONS_WON,
    /// Elections that it stood for and did not win.
    ELECTIONS_LOST,
    /// Votes for others.
    VOTES_GRANTED,
    /// Votes that it refused others.
    VOTES_REFUSED,
    /// Messages handed to the transport; it may drop some, and counts those.
    MESSAGES_SENT,
    /// Messages that arrived and were taken in.
    MESSAGES_RECEIVED,
    /// Messages that arrived and were dropped because too many waited already.
    MESSAGES_DROPPED,
    /// Entries written to its log.
    ENTRIES_APPENDED,
    /// Commands that its state machine has applied.
    ENTRIES_APPLIED,
    /// Writes to its log, each of as many entries as had queued up.
    DISK_WRITES,
    /// Snapshots of its own state that it has put on disk.
    SNAPSHOTS_BUILT,
    /// Snapshots that it began to send to a follower.
    SNAPSHOTS_SENT,
    /// Snapshots of a leader that it has put in place of its own state.
    SNAPSHOTS_INSTALLED,
    /// Reads that a quorum had to confirm.
    READS_LINEARIZABLE,
    /// Reads for which the leader's lease was enough, where it is allowed.
    READS_LEASE,
    /// Reads of its own state as it was.
    READS_LOCAL
}
