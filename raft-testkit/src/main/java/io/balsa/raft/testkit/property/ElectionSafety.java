package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.RaftState;

import java.util.HashMap;
import java.util.Map;

/// At most one leader can be elected in a given term (§5.2; TLA+ `ElectionSafety`).
public final class ElectionSafety implements Property {
    private final Map<Long, MemberId> leaders = new HashMap<>();

    @Override
    public void onSent(MemberId from, MemberId to, Message message) {
        switch (message) {
            case Message.AppendEntries _,
                    Message.Heartbeat _,
                    Message.CommitNotice _,
                    Message.ReadIndex _,
                    Message.TimeoutNow _,
                    Message.Isolate _,
                    Message.Readmit _,
                    Message.Proven _ ->
                    lead(from, message.term());
            case Message.RequestPreVote _,
                    Message.PreVote _,
                    Message.RequestVote _,
                    Message.Vote _,
                    Message.Appended _,
                    Message.Conflict _,
                    Message.HeartbeatAnswer _,
                    Message.RequestReadIndex _,
                    Message.Removed _,
                    Message.Isolated _ -> {}
        }
    }

    @Override
    public void onState(RaftState state) {
        if (state.role() instanceof Role.Leader) {
            lead(state.member(), state.term());
        }
    }

    private void lead(MemberId member, long term) {
        var earlier = leaders.putIfAbsent(term, member);
        if (earlier != null && !earlier.equals(member)) {
            throw new Violation(
                    getClass(), "%s and %s lead in term %d".formatted(earlier, member, term));
        }
    }
}
