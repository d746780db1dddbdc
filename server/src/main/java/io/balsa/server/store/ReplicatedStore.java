package io.balsa.server.store;

import io.balsa.kv.store.Command;
import io.balsa.kv.store.CommandFormat;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Once;
import io.balsa.kv.store.Operation;
import io.balsa.kv.store.Problem;
import io.balsa.kv.store.Validation;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/// The replicated store, as this member offers it to its clients. Every member takes every request.
///
/// Requests are judged first ([Validation]) and cost nothing more if they have a problem. While
/// there is no leader, and when one was lost before it decided, a request is tried again for as
/// long as that cannot do a write twice. Answers are futures, completed on the member's own
/// threads, that fail with a [RequestFailure]. Nothing here blocks.
public final class ReplicatedStore {
    private final RaftNode<KvResult> node;
    private final KvStore store;
    private final Validation validation;
    private final Deadlines deadlines;
    private final Consistency strongest;

    /// The store that `node` replicates.
    ///
    /// @param store its state machine
    /// @param patienceNanos how long a request may take before it is given up
    /// @param clock where deadlines are watched; its tasks are short
    public ReplicatedStore(
            RaftNode<KvResult> node,
            KvStore store,
            Validation validation,
            long patienceNanos,
            ScheduledExecutorService clock) {
        this(
                node,
                store,
                validation,
                new Deadlines(clock, patienceNanos),
                Consistency.LINEARIZABLE);
    }

    private ReplicatedStore(
            RaftNode<KvResult> node,
            KvStore store,
            Validation validation,
            Deadlines deadlines,
            Consistency strongest) {
        this.node = node;
        this.store = store;
        this.validation = validation;
        this.deadlines = deadlines;
        this.strongest = strongest;
    }

    /// The same, but linearizable reads are answered by the leader's lease: for members that were
    /// told to count on it.
    public ReplicatedStore withLeaseReads() {
        return new ReplicatedStore(node, store, validation, deadlines, Consistency.LEASE);
    }

    /// Has a command carried out. The answer comes once it is on the disks of a quorum and applied
    /// here.
    ///
    /// @param once makes the command safe to send again, or null
    public CompletableFuture<Answer> write(Command command, @Nullable Once once) {
        var problem = validation.problem(command, once);
        if (problem.isPresent()) {
            return rejected(problem.get());
        }
        var bytes = CommandFormat.encode(command, once);
        return new Request<>(
                        deadlines,
                        () -> node.propose(bytes),
                        applied -> new Answer(applied.id().term(), applied.result()),
                        once == null ? Request.Again.NEVER_TWICE : Request.Again.RECOGNISED)
                .start();
    }

    /// Asks the store.
    ///
    /// @param query a range query, or a transaction that is read-only
    public CompletableFuture<Answer> read(Operation query, Consistency consistency) {
        var problem = validation.problem(query);
        if (problem.isPresent()) {
            return rejected(problem.get());
        }
        return ask(store -> store.read(query), consistency)
                .thenApply(result -> new Answer(node.state().term(), result));
    }

    /// Asks the store any question. It holds everything else up meanwhile, so it must be quick.
    public <T> CompletableFuture<T> ask(Function<KvStore, T> question, Consistency consistency) {
        var promised = consistency == Consistency.LINEARIZABLE ? strongest : consistency;
        return new Request<>(
                        deadlines,
                        () -> node.read(promised, () -> question.apply(store)),
                        Function.<T>identity(),
                        Request.Again.HARMLESS)
                .start();
    }

    /// What this member knows of the group.
    public RaftState state() {
        return node.state();
    }

    private CompletableFuture<Answer> rejected(Problem problem) {
        return CompletableFuture.completedFuture(
                new Answer(node.state().term(), new Rejected(0, problem)));
    }
}
