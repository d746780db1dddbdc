package io.balsa.raft.node;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;

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

    private final Queue<Work<R>> queue = new ConcurrentLinkedQueue<>();
    private final StateMachine<R> machine;
    private final LogStore store;
    private final Observer observer;
    private final Consumer<Throwable> onFailure;

    private final AwaitedAnswers<R> awaited = new AwaitedAnswers<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private volatile long appliedIndex;
    private long appliedCommands;

    /// The term of the last entry applied: none of an earlier term is applied any more.
    private long appliedTerm;

    private volatile boolean isClosed;

    private sealed interface Work<R> {
        /// The entry at `first` and those behind it are the commands of these callers.
        record Expect<R>(EntryId first, List<Pending<R>> callers) implements Work<R> {}

        /// Apply up to `index`. `entries` are null when they must be read from disk.
        record Apply<R>(long index, @Nullable List<Entry> entries) implements Work<R> {}

        /// Ask once `index` is applied.
        record Ask<R>(long index, List<Query<?>> queries) implements Work<R> {}
    }

    private record Waiting(long index, List<Query<?>> queries) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return Long.compare(index, other.index);
        }
    }

    Applier(
            StateMachine<R> machine,
            LogStore store,
            Observer observer,
            Consumer<Throwable> onFailure) {
        this.machine = machine;
        this.store = store;
        this.observer = observer;
        this.onFailure = onFailure;
        appliedIndex = store.recovery().log().previous().index();
    }

    void expect(EntryId first, List<Pending<R>> callers) {
        queue.add(new Work.Expect<>(first, callers));
    }

    void apply(long index, @Nullable List<Entry> entries) {
        queue.add(new Work.Apply<>(index, entries));
    }

    void ask(long index, List<Query<?>> queries) {
        queue.add(new Work.Ask<>(index, queries));
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

    /// One run of the lane.
    void run() {
        try {
            var work = queue.poll();
            while (work != null && !isClosed) {
                switch (work) {
                    case Work.Expect<R>(var first, var callers) ->
                            awaited.add(first, callers, new EntryId(appliedTerm, appliedIndex));
                    case Work.Apply<R>(var index, var entries) -> onApply(index, entries);
                    case Work.Ask<R>(var index, var queries) -> onAsk(index, queries);
                }
                work = queue.poll();
            }
        } catch (IOException | RuntimeException | Error e) {
            isClosed = true;
            onFailure.accept(e);
        }
    }

    private void onApply(long index, @Nullable List<Entry> entries) throws IOException {
        if (entries != null) {
            entries.forEach(this::apply);
        }
        while (appliedIndex < index) {
            store.read(appliedIndex + 1, index, READ_BYTES_MAX).forEach(this::apply);
        }
        while (!waiting.isEmpty() && waiting.peek().index() <= appliedIndex) {
            waiting.remove().queries().forEach(Query::ask);
        }
    }

    private void apply(Entry entry) {
        var id = entry.id();
        check(id.index() == appliedIndex + 1, "entries are applied in order, each once");
        enter(id.term());
        if (entry.kind() == Entry.Kind.COMMAND) {
            observer.onApply(id);
            var result = machine.apply(id, entry.payload().duplicate());
            appliedIndex = id.index();
            appliedCommands++;
            answer(id, result);
        } else {
            appliedIndex = id.index();
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
                case Work.Expect<R>(_, var late) -> callers.addAll(late);
                case Work.Apply<R> _ -> {}
                case Work.Ask<R>(var index, var queries) ->
                        waiting.add(new Waiting(index, queries));
            }
        }
        callers.forEach(caller -> caller.fail(unanswered));
        waiting.forEach(reads -> reads.queries().forEach(query -> query.fail(unread)));
        waiting.clear();
    }
}
