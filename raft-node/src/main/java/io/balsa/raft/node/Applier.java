package io.balsa.raft.node;

import static io.balsa.raft.core.Check.check;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.PersistedState;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.MembershipFormat;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// The apply lane: the only one that touches the state machine. Applies what is committed, answers
/// the callers whose commands those were, and asks the queries once enough is applied.
final class Applier<R> {
    /// What is read from disk at once while catching up after a restart.
    private static final long READ_BYTES_MAX = 4 << 20;

    private final Queue<ApplyWork<R>> queue = new ConcurrentLinkedQueue<>();
    private final StateMachine<R> machine;
    private final LogStore store;
    private final @Nullable SnapshotStore snapshotStore;
    private final @Nullable SnapshotBuilder snapshots;
    private final Observer observer;
    private final Consumer<Throwable> onFailure;

    private final AwaitedAnswers<R> awaited = new AwaitedAnswers<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private volatile long appliedIndex;
    private volatile long answeredIndex;
    private long appliedCommands;

    /// The term of the last entry applied: none of an earlier term is applied any more.
    private long appliedTerm;

    /// The last membership applied.
    private MembershipEntry membership = new MembershipEntry(EntryId.NONE, Membership.NONE);

    private volatile boolean isClosed;

    private record Waiting(long index, List<Query<?>> queries) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return Long.compare(index, other.index);
        }
    }

    /// Without snapshots, for a log that is new.
    Applier(
            StateMachine<R> machine,
            LogStore store,
            Observer observer,
            Consumer<Throwable> onFailure) {
        this.machine = machine;
        this.store = store;
        this.observer = observer;
        this.onFailure = onFailure;
        snapshotStore = null;
        snapshots = null;
    }

    /// @param snapshots null when this member takes none
    Applier(
            RaftSetup<R> setup,
            Comeback comeback,
            @Nullable SnapshotBuilder snapshots,
            Consumer<Throwable> onFailure) {
        machine = setup.machine();
        store = setup.world().store();
        snapshotStore = setup.world().snapshots();
        observer = setup.world().observer();
        this.snapshots = snapshots;
        this.onFailure = onFailure;
        comeBack(comeback.state());
    }

    /// A machine with a disk of its own goes on where that stands, if that is not before the newest
    /// snapshot. The last membership that it has passed is in the log, or was purged: then it is
    /// the snapshot's.
    private void comeBack(PersistedState found) {
        var done = found.applied();
        var mark = found.snapshot();
        if (mark != null && done.index() < mark.last().index()) {
            restore(mark);
            return;
        }
        appliedIndex = done.index();
        appliedTerm = done.term();
        if (mark != null) {
            membership = mark.membership();
        }
        found.log().memberships().stream()
                .filter(entry -> entry.index() <= done.index())
                .forEach(entry -> membership = entry);
    }

    void expect(EntryId first, List<Pending<R>> callers) {
        queue.add(new ApplyWork.Expect<>(first, callers));
    }

    void apply(long index, @Nullable List<Entry> entries) {
        queue.add(new ApplyWork.Apply<>(index, entries));
    }

    void restore(SnapshotMark mark) {
        queue.add(new ApplyWork.Restore<>(mark));
    }

    void considerSnapshot() {
        queue.add(new ApplyWork.Consider<>());
    }

    void ask(long index, List<Query<?>> queries) {
        queue.add(new ApplyWork.Ask<>(index, queries));
    }

    boolean hasWork() {
        return !queue.isEmpty();
    }

    /// How many commands were applied since this was asked before. Only on the lane.
    long takeAppliedCommands() {
        var taken = appliedCommands;
        appliedCommands = 0;
        return taken;
    }

    long appliedIndex() {
        return appliedIndex;
    }

    /// Up to here everybody has been answered whose command was applied.
    long answeredIndex() {
        return answeredIndex;
    }

    /// One run of the lane.
    void run() {
        try {
            var work = queue.poll();
            while (work != null && !isClosed) {
                switch (work) {
                    case ApplyWork.Expect<R>(var first, var callers) ->
                            awaited.add(first, callers, new EntryId(appliedTerm, appliedIndex));
                    case ApplyWork.Apply<R>(var index, var entries) -> onApply(index, entries);
                    case ApplyWork.Restore<R>(var mark) -> onRestore(mark);
                    case ApplyWork.Consider<R>() -> considerNow();
                    case ApplyWork.Ask<R>(var index, var queries) -> onAsk(index, queries);
                }
                answeredIndex = appliedIndex;
                work = queue.poll();
            }
        } catch (IOException | RuntimeException | Error e) {
            isClosed = true;
            onFailure.accept(e);
        }
    }

    private void onApply(long index, @Nullable List<Entry> entries) throws IOException {
        if (entries != null && isNext(entries)) {
            entries.forEach(this::apply);
        }
        while (appliedIndex < index) {
            var more = store.read(appliedIndex + 1, index, READ_BYTES_MAX);
            if (more.isEmpty()) {
                return; // A snapshot has taken their place: it is restored next.
            }
            more.forEach(this::apply);
        }
        askWaiting();
        considerNow();
    }

    /// Those before them may have been dropped for a snapshot, or be in one already.
    private boolean isNext(List<Entry> entries) {
        return !entries.isEmpty() && entries.getFirst().id().index() <= appliedIndex + 1;
    }

    private void askWaiting() {
        while (!waiting.isEmpty() && waiting.peek().index() <= appliedIndex) {
            waiting.remove().queries().forEach(Query::ask);
        }
    }

    private void considerNow() {
        if (snapshots != null) {
            snapshots.consider(
                    machine, new SnapshotMark(new EntryId(appliedTerm, appliedIndex), membership));
        }
    }

    /// The newest snapshot may be a later one than was meant: then it holds more of what is
    /// committed.
    private void onRestore(SnapshotMark mark) throws IOException {
        if (mark.last().index() <= appliedIndex) {
            return;
        }
        var store = requireNonNull(snapshotStore, "what was installed came from a store");
        try (var snapshot = requireNonNull(store.open(), "what was installed is there")) {
            check(
                    snapshot.mark().last().index() >= mark.last().index(),
                    "an installed snapshot stays until there is a newer one");
            var last = snapshot.mark().last();
            try (var content = snapshot.stream()) {
                machine.restore(content);
            }
            observer.onRestore(snapshot.mark());
            awaited.passOver(last.index());
            enter(last.term());
            appliedIndex = last.index();
            membership = snapshot.mark().membership();
        }
        askWaiting();
    }

    private void apply(Entry entry) {
        var id = entry.id();
        if (id.index() <= appliedIndex) {
            return; // In the snapshot that was restored.
        }
        check(id.index() == appliedIndex + 1, "entries are applied in order, each once");
        enter(id.term());
        switch (entry.kind()) {
            case COMMAND -> {
                observer.onApply(id);
                var result = machine.apply(id, entry.payload().duplicate());
                appliedIndex = id.index();
                appliedCommands++;
                observer.onApplied(entry);
                answer(id, result);
            }
            case MEMBERSHIP -> {
                membership = new MembershipEntry(id, MembershipFormat.decode(entry.payload()));
                appliedIndex = id.index();
            }
            case BLANK -> appliedIndex = id.index();
        }
        if (snapshots != null) {
            snapshots.count(NodeLimits.ENTRY_BYTES + entry.payloadBytes());
        }
    }

    /// What is committed of a term ends those before it.
    private void enter(long term) {
        if (term > appliedTerm) {
            appliedTerm = term;
            awaited.enter(term);
        }
    }

    private void answer(EntryId id, R result) {
        var caller = awaited.take(id);
        if (caller != null) {
            caller.complete(new Applied<>(id, result));
        }
    }

    private void onAsk(long index, List<Query<?>> queries) {
        if (index <= appliedIndex) {
            queries.forEach(Query::ask);
        } else {
            waiting.add(new Waiting(index, queries));
        }
    }

    /// Fails everybody who still waits. Only once the lane has ended.
    void refuseAll(RaftException.Stopped unanswered, RaftException.Stopped unread) {
        isClosed = true;
        var rest = new ArrayDeque<>(queue);
        queue.clear();
        var callers = new ArrayList<Pending<R>>();
        awaited.drain(callers::add);
        for (var work : rest) {
            switch (work) {
                case ApplyWork.Expect<R>(_, var late) -> callers.addAll(late);
                case ApplyWork.Apply<R> _, ApplyWork.Restore<R> _, ApplyWork.Consider<R> _ -> {}
                case ApplyWork.Ask<R>(var index, var queries) ->
                        waiting.add(new Waiting(index, queries));
            }
        }
        callers.forEach(caller -> caller.fail(unanswered));
        waiting.forEach(reads -> reads.queries().forEach(query -> query.fail(unread)));
        waiting.clear();
    }
}
