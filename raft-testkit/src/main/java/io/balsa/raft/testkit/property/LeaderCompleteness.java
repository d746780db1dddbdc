package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

import java.util.ArrayList;
import java.util.List;

/// If an entry is committed in a given term, then it is present in the logs of the leaders of all
/// higher-numbered terms (§5.4; TLA+ `LeaderCompleteness`). Checked when a leader is elected, for
/// all entries that were known to be committed in earlier terms, and for each leader when an entry
/// of an earlier term turns out to be committed.
public final class LeaderCompleteness implements Property {
    private final Chronicle chronicle;
    private final List<Long> committedIn = new ArrayList<>();
    private final List<Elected> elections = new ArrayList<>();

    /// A leader, with the log that it was elected with.
    private record Elected(MemberId leader, long term, EntryTerms log) {}

    public LeaderCompleteness(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onEffects(MemberId member, List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Blank(var first)) {
                var log = new EntryTerms(chronicle.of(member).inMemory());
                log.truncateAfter(first.index() - 1);
                elect(new Elected(member, first.term(), log));
            }
        }
    }

    @Override
    public void onCommitted(MemberId by, EntryId entry, long inTerm) {
        committedIn.add(inTerm);
        elections.forEach(elected -> check(elected, entry, inTerm));
    }

    private void elect(Elected elected) {
        elections.add(elected);
        for (var index = 1; index <= committedIn.size(); index++) {
            check(elected, chronicle.committed().idAt(index), committedIn.get(index - 1));
        }
    }

    private void check(Elected elected, EntryId committed, long inTerm) {
        if (inTerm < elected.term && !elected.log.contains(committed)) {
            throw new Violation(
                    getClass(),
                    "%s leads term %d without %s, which was committed in term %d"
                            .formatted(elected.leader, elected.term, committed, inTerm));
        }
    }
}
