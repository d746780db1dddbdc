package io.balsa.server.store;

import io.balsa.kv.store.Command;
import io.balsa.kv.store.CommandFormat;
import io.balsa.kv.store.Excess;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Once;
import io.balsa.kv.store.Operation;
import io.balsa.kv.store.Problem;
import io.balsa.kv.store.Validation;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.node.RequestOptions;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
    private final Witness witness;
    private final Manner manner;
    private final UnaryOperator<RequestFailure> explanation;

    /// What a client does with the store.
    public enum Access {
        READ,
        /// A put or a transaction.
        WRITE,
        DELETE
    }

    /// Sees what becomes of requests.
    @FunctionalInterface
    public interface Witness {
        /// Must be quick.
        ///
        /// @param isAnswered false when it failed or was refused
        void onEnd(Access access, boolean isAnswered);
    }

    /// The store that a member replicates.
    ///
    /// @param patienceNanos how long a request may take before it is given up
    /// @param clock where deadlines are watched; its tasks are short
    public ReplicatedStore(
            Replica replica,
            Validation validation,
            Witness witness,
            long patienceNanos,
            ScheduledExecutorService clock) {
        this(
                replica,
                validation,
                witness,
                new Deadlines(clock, patienceNanos),
                new Manner(Consistency.LINEARIZABLE, Followed.NOTHING));
    }

    private ReplicatedStore(
            Replica replica,
            Validation validation,
            Witness witness,
            Deadlines deadlines,
            Manner manner) {
        this.node = replica.node;
        this.store = replica.store;
        this.validation = validation;
        this.witness = witness;
        this.deadlines = deadlines;
        this.manner = manner;
        this.explanation = failure -> Outside.explain(failure, node.state().belonging());
    }

    /// The same, but linearizable reads are answered by the leader's lease: for members that were
    /// told to count on it.
    public ReplicatedStore withLeaseReads() {
        return with(new Manner(Consistency.LEASE, manner.followed));
    }

    /// The same, but writes are followed.
    public ReplicatedStore following(Followed followed) {
        return with(new Manner(manner.strongest, followed));
    }

    private ReplicatedStore with(Manner other) {
        return new ReplicatedStore(new Replica(node, store), validation, witness, deadlines, other);
    }

    /// @param strongest how reads are served that ask for the strongest promise
    private record Manner(Consistency strongest, Followed followed) {}

    /// A member and its state machine.
    public record Replica(RaftNode<KvResult> node, KvStore store) {}

    /// Has a command carried out. The answer comes once it is on the disks of a quorum and applied
    /// here.
    ///
    /// @param once makes the command safe to send again, or null
    public CompletableFuture<Answer> write(Command command, @Nullable Once once) {
        var access = command instanceof Command.DeleteRange ? Access.DELETE : Access.WRITE;
        return witnessed(access, tryToWrite(command, once));
    }

    private CompletableFuture<Answer> tryToWrite(Command command, @Nullable Once once) {
        var problem = validation.problem(command, once);
        if (problem.isPresent()) {
            return refused(problem.get(), () -> validation.excess(command, once));
        }
        var followed = manner.followed.begin();
        if (followed == null) {
            return propose(CommandFormat.encode(command, once), once);
        }
        var bytes = CommandFormat.encode(command, once, followed.context());
        return propose(bytes, once).whenComplete((_, failure) -> followed.end(failure));
    }

    private CompletableFuture<Answer> propose(ByteBuffer bytes, @Nullable Once once) {
        return new Request<>(
                        deadlines,
                        () -> unlessOutside(() -> node.propose(bytes)),
                        applied -> new Answer(applied.id(), applied.result()),
                        once == null ? Request.Again.NEVER_TWICE : Request.Again.RECOGNISED,
                        explanation)
                .start();
    }

    /// What is too large is told with the limit, which only this side knows.
    private CompletableFuture<Answer> refused(Problem problem, Supplier<Optional<Excess>> excess) {
        return problem == Problem.REQUEST_TOO_LARGE && excess.get().isPresent()
                ? CompletableFuture.failedFuture(
                        RequestFailure.tooLarge(problem, excess.get().get()))
                : rejected(problem);
    }

    /// Asks the store.
    ///
    /// @param query a range query, or a transaction that is read-only
    public CompletableFuture<Answer> read(Operation query, Consistency consistency) {
        return witnessed(Access.READ, tryToRead(query, consistency));
    }

    private CompletableFuture<Answer> tryToRead(Operation query, Consistency consistency) {
        var problem = validation.problem(query);
        if (problem.isPresent()) {
            return refused(problem.get(), () -> validation.excess(query));
        }
        return ask(store -> store.read(query), consistency).thenApply(this::answer);
    }

    private CompletableFuture<Answer> witnessed(Access access, CompletableFuture<Answer> answer) {
        return answer.whenComplete((result, failure) ->
                witness.onEnd(access, failure == null && !(result.result() instanceof Rejected)));
    }

    /// Asks the store any question. It holds everything else up meanwhile, so it must be quick.
    public <T> CompletableFuture<T> ask(Function<KvStore, T> question, Consistency consistency) {
        var promised = consistency == Consistency.LINEARIZABLE ? manner.strongest : consistency;
        Supplier<CompletableFuture<T>> attempt =
                () -> node.read(promised, () -> question.apply(store));
        return new Request<>(
                        deadlines,
                        promised == Consistency.LOCAL ? attempt : () -> unlessOutside(attempt),
                        Function.<T>identity(),
                        Request.Again.HARMLESS,
                        explanation)
                .start();
    }

    /// Fails at once where no group would ever answer.
    private <T> CompletableFuture<T> unlessOutside(Supplier<CompletableFuture<T>> attempt) {
        var obstacle = Outside.obstacle(node.state());
        return obstacle == null
                ? attempt.get()
                : CompletableFuture.failedFuture(
                        new RequestFailure(RequestFailure.Kind.NO_LEADER, obstacle, false));
    }

    /// Finds out whether a linearizable read can be served now: asks once, and does not try again.
    public CompletableFuture<Void> confirm(Duration within) {
        var options = RequestOptions.DEFAULT.within(within);
        return unlessOutside(() -> node.read(Consistency.LINEARIZABLE, () -> null, options));
    }

    /// What this member knows of the group.
    public RaftState state() {
        return node.state();
    }

    private CompletableFuture<Answer> rejected(Problem problem) {
        return CompletableFuture.completedFuture(answer(new Rejected(0, problem)));
    }

    private Answer answer(KvResult result) {
        return new Answer(new EntryId(node.state().term(), 0), result);
    }
}
