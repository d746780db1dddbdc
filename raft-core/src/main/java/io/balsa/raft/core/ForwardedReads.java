package io.balsa.raft.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The follower's side of linearizable reads: asks the leader which index they must see (Raft
/// thesis §6.4). All reads of one kind in one batch of events are one question; what is not
/// answered in time is asked again, under the same number, so that a slow answer to the first
/// asking still counts.
final class ForwardedReads {
    private final Knowledge state;
    private final MemberId leader;
    private final Line byQuorum = new Line(false);
    private final Line byLease = new Line(true);

    ForwardedReads(Knowledge state, MemberId leader) {
        this.state = state;
        this.leader = leader;
    }

    /// @param lease may the leader's lease confirm it?
    void add(long read, boolean lease) {
        (lease ? byLease : byQuorum).collected.add(read);
    }

    /// Sends what was collected, and asks again what nobody has answered for long.
    void flush() {
        byQuorum.flush();
        byLease.flush();
    }

    /// An answer serves the earlier questions too: it knows of all that was committed since. One
    /// that a lease has confirmed does not serve those that ask for a quorum.
    void onAnswer(long question, long index) {
        if (byQuorum.asked.containsKey(question)) {
            byQuorum.answer(question, index);
            byLease.answer(question, index);
        } else if (byLease.asked.containsKey(question)) {
            byLease.answer(question, index);
        }
    }

    long deadline() {
        return Math.min(byQuorum.deadline(), byLease.deadline());
    }

    void refuseAll() {
        byQuorum.refuseAll();
        byLease.refuseAll();
    }

    /// The reads of one kind.
    private final class Line {
        private final boolean lease;
        private final List<Long> collected = new ArrayList<>();
        private final SortedMap<Long, List<Long>> asked = new TreeMap<>();
        private long retryAt;

        Line(boolean lease) {
            this.lease = lease;
        }

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
            var message = new Message.RequestReadIndex(state.term(), question, lease);
            state.outbox().send(leader, message);
        }

        /// Answers everything asked up to `question`.
        void answer(long question, long index) {
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
}
