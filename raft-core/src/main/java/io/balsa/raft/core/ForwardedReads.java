package io.balsa.raft.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The follower's side of linearizable reads: asks the leader which index they must see (Raft
/// thesis §6.4). All reads of one batch of events are one question; what is not answered in time is
/// asked again, under the same number, so that a slow answer to the first asking still counts.
final class ForwardedReads {
    private final Knowledge state;
    private final MemberId leader;
    private final List<Long> collected = new ArrayList<>();
    private final SortedMap<Long, List<Long>> asked = new TreeMap<>();
    private long retryAt;

    ForwardedReads(Knowledge state, MemberId leader) {
        this.state = state;
        this.leader = leader;
    }

    void add(long read) {
        collected.add(read);
    }

    /// Sends what was collected, or asks the latest question again when no answer has come for
    /// long.
    void flush() {
        if (!collected.isEmpty()) {
            var question = state.freshNumber();
            asked.put(question, List.copyOf(collected));
            collected.clear();
            ask(question);
        } else if (!asked.isEmpty() && state.now() >= retryAt) {
            ask(asked.lastKey());
        }
    }

    private void ask(long question) {
        retryAt = state.now() + state.timing().heartbeatNanos();
        state.outbox().send(leader, new Message.RequestReadIndex(state.term(), question, false));
    }

    /// An answer serves the earlier questions too: it knows of all that was committed since.
    void onAnswer(long question, long index) {
        if (!asked.containsKey(question)) {
            return;
        }
        var answered = asked.headMap(question + 1);
        answered.values()
                .forEach(reads ->
                        reads.forEach(
                                read -> state.outbox().answer(new Effect.ReadAt(read, index))));
        answered.clear();
    }

    long deadline() {
        return asked.isEmpty() ? Long.MAX_VALUE : retryAt;
    }

    void refuseAll() {
        collected.forEach(this::refuse);
        asked.values().forEach(reads -> reads.forEach(this::refuse));
        collected.clear();
        asked.clear();
    }

    private void refuse(long read) {
        state.outbox().answer(new Effect.RefuseRead(read, new Refusal.NotLeader(null)));
    }
}
