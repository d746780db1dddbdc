package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.node.RaftState;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// While a member runs, its term, what it has committed and what it has applied never become less;
/// it has applied no more than is committed, and committed no more than it holds (Figure 2,
/// "increases monotonically").
public final class OnlyForward implements Property {
    private final Map<MemberId, RaftState> latest = new HashMap<>();

    @Override
    public void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {
        latest.remove(member);
    }

    @Override
    public void onState(RaftState state) {
        var before = latest.put(state.member(), state);
        var isForward =
                state.commitIndex() <= state.lastEntry().index()
                        && state.appliedIndex() <= state.commitIndex()
                        && (before == null
                                || (before.term() <= state.term()
                                        && before.commitIndex() <= state.commitIndex()
                                        && before.appliedIndex() <= state.appliedIndex()));
        if (!isForward) {
            throw new Violation(getClass(), "%s after %s".formatted(state, before));
        }
    }
}
