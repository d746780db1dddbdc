package io.balsa.raft.core;

/// What a leader knows of one follower that may have forgotten something: until the leader has
/// brought it all that is committed, what it says counts for no quorum.
///
/// The leader itself may have been deposed, and may not know what a later one committed with this
/// very follower before it forgot. So a quorum must have confirmed it after the follower came back.
final class Doubt {
    /// The follower's own number for it; another one is another run of the follower. Late answers
    /// still bear it when it is over.
    private long number = Message.NO_DOUBT;

    private boolean isOver = true;

    /// What was sent when it was heard first, and how much of the log it must hold since then.
    private long sinceStamp;

    private long needed;

    /// What it has acknowledged since it forgot: what it acknowledged before may be lost.
    private long held;

    private boolean isRoundWanted;
    private boolean isTold;

    boolean exists() {
        return !isOver;
    }

    /// The follower answers. Returns whether that is still of any use: it is not when it left
    /// before the follower forgot, also when the follower has been proven since.
    ///
    /// @param sentStamp of what was sent last to it
    /// @param needed all that is committed, this leader's first entry, and all that the follower
    ///   has acknowledged to this leader
    boolean hear(Message.Acknowledgement answer, long sentStamp, long needed) {
        if (answer.doubt() == number && number != Message.NO_DOUBT) {
            held = Math.max(held, answer.matched());
            return true;
        }
        if (isOfFormerRun(answer)) {
            return false;
        }
        isOver = answer.doubt() == Message.NO_DOUBT;
        if (!isOver) {
            begin(answer, sentStamp, needed);
        }
        return true;
    }

    /// An answer to a snapshot bears no stamp. It speaks of nothing but what was committed, and all
    /// that was the follower holds once the doubt is over.
    private boolean isOfFormerRun(Message.Acknowledgement answer) {
        var isOfSnapshot = answer.stamp() == Message.NO_STAMP;
        return number != Message.NO_DOUBT
                && answer.stamp() <= sinceStamp
                && !(isOver && isOfSnapshot);
    }

    private void begin(Message.Acknowledgement answer, long sentStamp, long needed) {
        number = answer.doubt();
        held = answer.matched();
        sinceStamp = sentStamp;
        this.needed = needed;
        isRoundWanted = true;
        isTold = false;
    }

    /// Does the follower hold all that it may have forgotten, if this leader still leads?
    boolean isMadeGood() {
        return exists() && held >= needed;
    }

    /// Has a quorum confirmed, by an answer to a message of this stamp, that the leader still led?
    boolean isBefore(long quorumStamp) {
        return quorumStamp > sinceStamp;
    }

    /// Must a round of heartbeats confirm it? Once for each doubt.
    boolean takeRound() {
        var isWanted = isRoundWanted;
        isRoundWanted = false;
        return isWanted;
    }

    /// What to tell the follower.
    Message.Proven end(long term) {
        isTold = true;
        return new Message.Proven(term, number);
    }

    /// Was the follower told that it is over?
    boolean isTold() {
        return isTold;
    }

    /// The follower is isolated: another doubt begins when it comes back.
    void forget() {
        number = Message.NO_DOUBT;
        isOver = true;
    }
}
