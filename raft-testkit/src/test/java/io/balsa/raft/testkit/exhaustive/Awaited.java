package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.Role;

import java.util.List;

/// What a leader waits for a quorum to confirm: it counts on answers to what it sends since then,
/// and on no earlier ones.
final class Awaited {
    private final Bounds.Requests requests;
    private final Raft raft;

    /// The term of the leader, this member, that the read was asked of last.
    private long readTerm;

    /// The term in which this member, as its leader, has heard of a follower's doubt.
    private long doubtTerm;

    Awaited(Bounds.Requests requests, Raft raft) {
        this.requests = requests;
        this.raft = raft;
    }

    /// What the member is about to take in.
    void note(Event event) {
        if (!isLeader()) {
            return;
        }
        if (event instanceof Event.ReadRequested
                || (event instanceof Event.Received(_, Message.RequestReadIndex(var term, _, _))
                        && term == raft.term())) {
            readTerm = raft.term();
        }
        if (event instanceof Event.Received(_, Message.Acknowledgement answer)
                && answer.term() == raft.term()
                && answer.doubt() != Message.NO_DOUBT) {
            doubtTerm = raft.term();
        }
    }

    private boolean isLeader() {
        return raft.role() instanceof Role.Leader;
    }

    /// A leader that hears a question again would let one more read of the same wait, without end.
    boolean isKnownQuestion(Letter letter) {
        return letter.message() instanceof Message.RequestReadIndex(var term, _, _)
                && term == readTerm;
    }

    /// Does this leader count on answers to what it sends from now on? New voters must have heard
    /// of an entry of its own term that is committed; a read waits for a quorum that did; and a
    /// follower is proven once a quorum has answered what was sent after its doubt was heard.
    ///
    /// @param log the terms of its entries
    boolean isLate(List<Long> log) {
        return switch (requests) {
            case ADD_A_VOTER -> hasCommittedInTerm(log);
            case A_READ, A_READ_OF_ANYBODY -> isReadAsked() && hasCommittedInTerm(log);
            case A_LOST_DISK -> isLeader() && doubtTerm == raft.term();
            case NOTHING_ELSE, REMOVE_A_VOTER, TRANSFER -> false;
        };
    }

    private boolean isReadAsked() {
        return readTerm == raft.term();
    }

    private boolean hasCommittedInTerm(List<Long> log) {
        var commit = (int) raft.commitIndex();
        return isLeader() && commit > 0 && log.get(commit - 1) == raft.term();
    }

    /// Would it wait for ever without heartbeats?
    boolean wantsHeartbeats(List<Long> log) {
        return switch (requests) {
            case A_LOST_DISK -> isLate(log);
            default -> isReadAsked() && isLate(log);
        };
    }
}
