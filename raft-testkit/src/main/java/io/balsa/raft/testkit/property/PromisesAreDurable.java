package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;

/// What a member says of its vote and its log is on its disk when it says so (Figure 2, "updated on
/// stable storage before responding to RPCs"). Local: the cause of lost votes and lost entries.
public final class PromisesAreDurable implements Property {
    private final Chronicle chronicle;

    public PromisesAreDurable(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onSent(MemberId from, MemberId to, Message message) {
        switch (message) {
            case Message.Vote(var term, var granted, _, _, _) when granted ->
                    checkVote(from, to, term);
            case Message.Acknowledgement answer -> checkLog(from, answer);
            case Message.Vote _,
                    Message.RequestPreVote _,
                    Message.PreVote _,
                    Message.RequestVote _,
                    Message.AppendEntries _,
                    Message.Conflict _,
                    Message.Heartbeat _,
                    Message.CommitNotice _,
                    Message.RequestReadIndex _,
                    Message.ReadIndex _,
                    Message.TimeoutNow _,
                    Message.Removed _,
                    Message.Isolate _,
                    Message.Isolated _,
                    Message.Readmit _,
                    Message.Proven _ -> {}
        }
    }

    private void checkVote(MemberId voter, MemberId candidate, long term) {
        var ballot = chronicle.of(voter).ballotOnDisk();
        var isKept = ballot.term() == term && candidate.equals(ballot.votedFor());
        if (!isKept && ballot.term() <= term) {
            throw new Violation(
                    getClass(),
                    "%s promises %s its vote in term %d with the ballot %s on its disk"
                            .formatted(voter, candidate, term, ballot));
        }
    }

    /// What it speaks of came from a leader of that term, so an entry of a later term is another.
    private void checkLog(MemberId member, Message.Acknowledgement answer) {
        var onDisk = chronicle.of(member).onDisk();
        if (answer.matched() > onDisk.lastIndex()
                || onDisk.termAt(answer.matched()) > answer.term()) {
            throw new Violation(
                    getClass(),
                    "%s says in term %d that its log matches up to %d, and has the entries up to %s"
                                    .formatted(
                                            member,
                                            answer.term(),
                                            answer.matched(),
                                            onDisk.idAt(onDisk.lastIndex()))
                            + " on its disk");
        }
    }
}
