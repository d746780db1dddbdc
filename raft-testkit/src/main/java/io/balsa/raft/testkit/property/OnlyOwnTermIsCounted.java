package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.node.RaftState;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A leader commits only entries of its own term by counting copies; those before them are
/// committed with them (§5.4.2, Figure 8). Local: the cause of a committed entry that is
/// overwritten.
public final class OnlyOwnTermIsCounted implements Property {
    private final Chronicle chronicle;
    private final Map<MemberId, Long> known = new HashMap<>();
    private final Map<MemberId, Elected> elected = new HashMap<>();

    /// A leader's first entry, and what it knew to be committed before.
    private record Elected(EntryId first, long commitBefore) {}

    public OnlyOwnTermIsCounted(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {
        known.remove(member);
        elected.remove(member);
    }

    @Override
    public void onState(RaftState state) {
        known.put(state.member(), state.commitIndex());
    }

    @Override
    public void onEffects(MemberId member, List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Blank(var first)) {
                elected.put(member, new Elected(first, known.getOrDefault(member, 0L)));
            }
        }
    }

    @Override
    public void onSent(MemberId from, MemberId to, Message message) {
        var leader = elected.get(from);
        if (leader == null || leader.first.term() != message.term()) {
            return;
        }
        var commit = Watch.commitIn(message);
        if (commit > leader.commitBefore && commit < leader.first.index()) {
            throw new Violation(
                    getClass(),
                    "%s, the leader of term %d, commits %s by itself"
                            .formatted(
                                    from,
                                    message.term(),
                                    chronicle.of(from).inMemory().idAt(commit)));
        }
    }
}
