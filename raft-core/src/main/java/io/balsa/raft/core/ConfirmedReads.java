package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/// The leader's side of linearizable reads: a read may see the commit index of the moment it was
/// asked for, once a quorum has confirmed that this member still led then (Raft thesis §6.4). One
/// round of heartbeats confirms all reads that wait for it, and one round is under way at a time.
final class ConfirmedReads {
    static final int WAITING_MAX = 65_536;

    private final Knowledge state;

    /// Asked for before this leader's first entry was committed: until then it may not know what
    /// earlier leaders committed.
    private final ArrayDeque<Question> early = new ArrayDeque<>();

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long roundStamp = Long.MIN_VALUE;
    private long confirmedStamp = Long.MIN_VALUE;

    /// A read of this member's own, or of the follower `asker`.
    private record Question(long read, @Nullable MemberId asker) {}

    private record Waiting(Question question, long index, long stamp) {}

    ConfirmedReads(Knowledge state) {
        this.state = state;
    }

    void add(long read, @Nullable MemberId asker) {
        if (early.size() + waiting.size() >= WAITING_MAX) {
            if (asker == null) {
                refuse(read, new Refusal.TooManyReads(WAITING_MAX));
            }
            return; // A follower asks again.
        }
        early.add(new Question(read, asker));
    }

    /// Answers what a quorum has confirmed.
    void confirm(Leadership leadership) {
        if (leadership.hasCommittedInTerm()) {
            while (!early.isEmpty()) {
                var question = early.removeFirst();
                waiting.add(new Waiting(question, state.commit(), leadership.nextStamp()));
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        confirmedStamp = leadership.quorumStamp();
        while (!waiting.isEmpty() && waiting.getFirst().stamp() <= confirmedStamp) {
            var read = waiting.removeFirst();
            answer(read.question(), read.index());
        }
    }

    private void answer(Question question, long index) {
        if (question.asker() == null) {
            state.outbox().answer(new Effect.ReadAt(question.read(), index));
        } else {
            state.outbox()
                    .send(
                            question.asker(),
                            new Message.ReadIndex(state.term(), question.read(), index));
        }
    }

    /// Must heartbeats with `stamp` go out for the sake of reads? A round that is over has
    /// confirmed all that it was for, so those that wait then need another.
    boolean beginRound(long stamp) {
        if (waiting.isEmpty() || confirmedStamp < roundStamp) {
            return false;
        }
        roundStamp = stamp;
        return true;
    }

    /// This leader's time is over: nothing is asked of it any more.
    void refuseAll() {
        early.forEach(this::refuse);
        waiting.forEach(read -> refuse(read.question()));
    }

    private void refuse(Question question) {
        if (question.asker() == null) {
            refuse(question.read(), new Refusal.NotLeader(null));
        }
    }

    private void refuse(long read, Refusal reason) {
        state.outbox().answer(new Effect.RefuseRead(read, reason));
    }
}
