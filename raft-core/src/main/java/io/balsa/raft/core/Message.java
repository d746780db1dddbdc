package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

/// What members say to each other. Every message carries its sender's term; in a pre-vote that is
/// the term that the sender would campaign in.
///
/// Messages may be lost, repeated, delayed and reordered without harm to safety. A `stamp` is the
/// leader's own clock at sending, made unique; it is only ever compared with other stamps of the
/// same leader, to tell how fresh an answer is.
public sealed interface Message {
    /// Earlier than every stamp: answers nothing that was sent.
    long NO_STAMP = Long.MIN_VALUE;

    /// The number of a follower that holds all that it ever acknowledged.
    long NO_DOUBT = 0;

    /// The sender's term; in a pre-vote the one it would campaign in.
    long term();

    /// "Would you vote for me in `term`?" Asked before the term is raised, so that a member that
    /// cannot win disturbs nobody (Raft thesis §9.6). Whoever may not campaign asks as well when it
    /// hears no leader: the answer may be that it was [Removed].
    record RequestPreVote(long term, EntryId lastEntry) implements Message {}

    /// The answer to [RequestPreVote]: `term` is the term asked about when granted, the voter's own
    /// when not.
    ///
    /// @param unproven may the voter have forgotten something (see [Ballot])?
    record PreVote(long term, boolean granted, boolean unproven, EntryId lastEntry)
            implements Message {
        @Override
        public String toString() {
            return "PreVote[term=%d, granted=%s, lastEntry=%s%s]"
                    .formatted(term, granted, lastEntry, unproven ? ", unproven" : "");
        }
    }

    /// "Elect me." `lastEntry` lets the voter judge whether the candidate's log is complete enough
    /// (§5.4.1).
    ///
    /// @param transfer did the leader ask the candidate to stand? Then nobody needs to be loyal to
    ///   it (Raft thesis §4.2.3)
    /// @param doubt 0, or the number that an unproven candidate has given itself: it may have stood
    ///   in this very term before it forgot, with another log
    record RequestVote(long term, EntryId lastEntry, boolean transfer, long doubt)
            implements Message {
        /// Of a candidate that holds all that it ever acknowledged.
        public RequestVote(long term, EntryId lastEntry, boolean transfer) {
            this(term, lastEntry, transfer, NO_DOUBT);
        }

        @Override
        public String toString() {
            return "RequestVote[term=%d, lastEntry=%s, transfer=%s%s]"
                    .formatted(term, lastEntry, transfer, doubt == NO_DOUBT ? "" : ", unproven");
        }
    }

    /// The answer to [RequestVote]. `lastEntry` is the voter's: a candidate whose log is shorter
    /// lets the others go first.
    ///
    /// @param unproven may the voter have forgotten something (see [Ballot])? Then its vote counts
    ///   only along with those of all
    /// @param doubt that of the request: a vote for what the candidate was before it forgot is none
    ///   for what it is now
    record Vote(long term, boolean granted, boolean unproven, EntryId lastEntry, long doubt)
            implements Message {
        /// For a candidate that holds all that it ever acknowledged.
        public Vote(long term, boolean granted, boolean unproven, EntryId lastEntry) {
            this(term, granted, unproven, lastEntry, NO_DOUBT);
        }

        @Override
        public String toString() {
            return "Vote[term=%d, granted=%s, lastEntry=%s%s]"
                    .formatted(term, granted, lastEntry, unproven ? ", unproven" : "");
        }
    }

    /// "Append these after `entries.previous()`." Sent by the leader, also without entries, as a
    /// probe for the place where the logs agree (§5.3).
    record AppendEntries(long term, LogSlice entries, long commit, long stamp) implements Message {
        public AppendEntries {
            check(
                    entries.lastEntry().term() <= term,
                    "a leader has no entry of a later term than its own");
        }
    }

    /// A follower's word on how much of the leader's log it holds.
    sealed interface Acknowledgement extends Message {
        /// The follower's disk holds what the leader has up to here.
        long matched();

        /// That of the message that this answers.
        long stamp();

        /// 0, or the number that an unproven follower has given itself: its word does not count
        /// until it hears [Proven] with that number.
        long doubt();
    }

    /// The answer to [AppendEntries] of a follower whose disk holds what the leader has up to
    /// `matched`.
    record Appended(long term, long matched, long stamp, long doubt) implements Acknowledgement {
        /// Of a follower that holds all that it ever acknowledged.
        public Appended(long term, long matched, long stamp) {
            this(term, matched, stamp, NO_DOUBT);
        }

        @Override
        public String toString() {
            return "Appended[term=%d, matched=%d, stamp=%d%s]"
                    .formatted(term, matched, stamp, doubt == NO_DOUBT ? "" : ", unproven");
        }
    }

    /// The answer to [AppendEntries] of a follower that lacks the entry before them, at index
    /// `rejected`. `hint` is the last entry of its own that might agree with the leader's log.
    record Conflict(long term, long rejected, EntryId hint, long stamp) implements Message {}

    /// "I lead this term." Sent often enough that no follower grows impatient; small, so that
    /// nothing can hold it up.
    record Heartbeat(long term, long commit, long stamp) implements Message {}

    /// The answer to [Heartbeat]. `matched` repairs lost answers to [AppendEntries].
    record HeartbeatAnswer(long term, long matched, long stamp, long doubt)
            implements Acknowledgement {
        /// Of a follower that holds all that it ever acknowledged.
        public HeartbeatAnswer(long term, long matched, long stamp) {
            this(term, matched, stamp, NO_DOUBT);
        }

        @Override
        public String toString() {
            return "HeartbeatAnswer[term=%d, matched=%d, stamp=%d%s]"
                    .formatted(term, matched, stamp, doubt == NO_DOUBT ? "" : ", unproven");
        }
    }

    /// "Everything up to `commit` is committed." Needs no answer; a later heartbeat says it again.
    record CommitNotice(long term, long commit) implements Message {}

    /// A follower's question for the index that a linearizable read must see (Raft thesis §6.4).
    ///
    /// @param lease may the leader's lease confirm it?
    record RequestReadIndex(long term, long read, boolean lease) implements Message {}

    /// The answer to [RequestReadIndex], given once a quorum has confirmed the leader.
    record ReadIndex(long term, long read, long index) implements Message {}

    /// "Stand for election now, do not wait." Sent by a leader that hands over, to a follower that
    /// has all its entries (Raft thesis §3.10).
    record TimeoutNow(long term) implements Message {}

    /// "You are no longer a member: the committed membership at `index` retired your id." The
    /// answer to whatever a member asks that was not told.
    record Removed(long term, long index) implements Message {}

    /// "Your log went back behind what you had acknowledged." Sent by the leader; whoever hears it
    /// takes nothing over and does not campaign until it hears [Readmit], and is unproven.
    record Isolate(long term) implements Message {}

    /// "I was isolated, and nobody has readmitted me." The answer of such a member to a leader that
    /// may not know; `lastEntry` is the last of its log.
    record Isolated(long term, EntryId lastEntry) implements Message {}

    /// "Come back with what you have." Sent by the leader once an operator allows it.
    record Readmit(long term) implements Message {}

    /// "You hold all that was committed when you came back." Sent by the leader, which a quorum has
    /// confirmed since, to an unproven follower of that number: from now on its word counts.
    record Proven(long term, long doubt) implements Message {}
}
