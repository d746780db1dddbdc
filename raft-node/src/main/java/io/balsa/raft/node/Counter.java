package io.balsa.raft.node;

/// What a member counts while it runs.
public enum Counter {
    ELECTIONS_STARTED("terms in which it stood for election"),
    ELECTIONS_WON("terms that it began to lead"),
    ELECTIONS_LOST("elections that it stood for and did not win"),
    VOTES_GRANTED("votes for others"),
    VOTES_REFUSED("votes that it refused others"),
    MESSAGES_SENT("messages handed to the transport, which may drop some and counts those"),
    MESSAGES_RECEIVED("messages that arrived and were taken in"),
    MESSAGES_DROPPED("messages that arrived and were dropped because too many waited already"),
    ENTRIES_APPENDED("entries written to its log"),
    ENTRIES_APPLIED("commands that its state machine has applied"),
    DISK_WRITES("writes to its log, each of as many entries as had queued up"),
    SNAPSHOTS_BUILT("snapshots of its own state that it has put on disk"),
    SNAPSHOTS_SENT("snapshots that it began to send to a follower"),
    SNAPSHOTS_INSTALLED("snapshots of a leader that it has put in place of its own state"),
    READS_LINEARIZABLE("reads that a quorum had to confirm"),
    READS_LEASE("reads for which the leader's lease was enough, where it is allowed"),
    READS_LOCAL("reads of its own state as it was");

    private final String what;

    Counter(String what) {
        this.what = what;
    }

    /// What it counts, in words, as in "votes for others".
    public String what() {
        return what;
    }
}
