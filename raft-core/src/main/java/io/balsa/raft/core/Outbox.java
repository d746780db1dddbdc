package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Effect.LogChange;
import io.balsa.raft.core.Effect.Persist;
import io.balsa.raft.core.Effect.Send;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects what a batch of events brought about, and decides what of it must wait for the disk:
/// the one place that enforces durability.
final class Outbox {
    /// Answers to callers and payload assignments, in the order in which they came about.
    private final List<Effect> answers = new ArrayList<>();

    private final List<Send> sends = new ArrayList<>();

    /// For each leader, the best answer to its entries: later ones cover earlier ones.
    private final SortedMap<MemberId, Message.Appended> appended = new TreeMap<>();

    private Ballot written;
    private long committed;

    Outbox(Ballot written, long committed) {
        this.written = written;
        this.committed = committed;
    }

    void answer(Effect effect) {
        answers.add(effect);
    }

    /// Sends once the ballot is on disk. That is at once, unless it has just changed.
    void send(MemberId to, Message message) {
        sends.add(new Send(to, message));
    }

    /// Sends once the ballot and the entries that it speaks of are on disk.
    void send(MemberId to, Message.Appended message) {
        appended.merge(
                to,
                message,
                (a, b) ->
                        new Message.Appended(
                                b.term(),
                                a.term() == b.term()
                                        ? Math.max(a.matched(), b.matched())
                                        : b.matched(),
                                Math.max(a.stamp(), b.stamp()),
                                b.doubt()));
    }

    /// Drops answers to a leader of an earlier term: what they speak of may be cut off by now. What
    /// tells a leader that its time is over speaks of nothing, and stays.
    void forgetAcknowledgements() {
        appended.clear();
        sends.removeIf(send ->
                send.message() instanceof Message.Acknowledgement answer && answer.matched() > 0);
    }

    /// Everything to be done, in the order in which to do it.
    List<Effect> drain(Knowledge state) {
        var effects = new ArrayList<>(answers);
        var waiting = new ArrayList<Send>();
        var free = new ArrayList<Send>();
        var ballotIsDurable = state.ballot().promisesTheSameAs(state.durability().ballot());
        (ballotIsDurable ? free : waiting).addAll(sends);
        appended.forEach((to, message) -> {
            var isDurable = ballotIsDurable && message.matched() <= state.durability().index();
            (isDurable ? free : waiting).add(new Send(to, message));
        });
        var ballot = state.ballot().equals(written) ? null : state.ballot();
        var change = state.takeLogChange();
        if (ballot != null || change != null || !waiting.isEmpty()) {
            effects.add(persist(state, ballot, change, waiting));
        }
        effects.addAll(free);
        addCommitted(state, effects);
        answers.clear();
        sends.clear();
        appended.clear();
        return effects;
    }

    /// What may be applied. While a snapshot is on its way to the disk that is nothing: it holds
    /// what was committed before it, and must come first.
    private void addCommitted(Knowledge state, List<Effect> effects) {
        var durable = state.durability().index();
        var restored = state.installation().finish(durable);
        if (restored != null) {
            committed = restored.last().index();
            effects.add(new Effect.Restore(restored));
        }
        var commit = Math.min(state.commit(), durable);
        if (commit > committed && !state.installation().isUnderWay()) {
            committed = commit;
            effects.add(new Effect.Commit(commit));
        }
    }

    private Persist persist(
            Knowledge state,
            @Nullable Ballot ballot,
            @Nullable LogChange change,
            List<Send> waiting) {
        for (var send : waiting) {
            check(
                    !(send.message() instanceof Message.AppendEntries append)
                            || append.entries().length() == 0,
                    "nothing that waits for the disk carries entries");
        }
        written = state.ballot();
        var sequence = state.durability().begin(state.ballot(), state.log().lastIndex());
        var snapshot = state.installation().takeUnwritten();
        return new Persist(sequence, ballot, snapshot, change, waiting);
    }
}
