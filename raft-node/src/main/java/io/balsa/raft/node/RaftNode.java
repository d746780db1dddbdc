package io.balsa.raft.node;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.Role;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One member of a group, running: what a program holds to have its state machine replicated.
///
/// Every member takes proposals and reads; those that only the leader can decide are passed on to
/// it inside. Answers come as futures, completed on the member's own lanes: a callback that takes
/// long belongs on another thread.
///
/// @param <R> what applying a command results in
public final class RaftNode<R> implements AutoCloseable {
    private final Shell<R> shell;
    private final Requests<R> requests;

    private final Await await;
    private final GroupMembership membership;
    private final Trigger trigger;
    private final MemberSwitches switches;

    private RaftNode(Shell<R> shell) {
        this.shell = shell;
        requests = new Requests<>(shell);
        await = new Await(shell, requests);
        membership = new GroupMembership(shell, await);
        trigger = new Trigger(shell);
        switches = new MemberSwitches(shell);
    }

    /// Starts a member. It is ready for requests at once, and answers them once it knows a leader.
    ///
    /// @throws java.io.UncheckedIOException when its log, its snapshots and what its machine has
    ///   applied do not fit together, or the disk fails
    public static <R> RaftNode<R> start(RaftSetup<R> setup) {
        return new RaftNode<>(Shell.start(setup));
    }

    // ---- Requests ----

    /// Proposes a command. The future completes once the command is committed and this member has
    /// applied it; or with a [RaftException], which says whether it may have happened all the same.
    ///
    /// @param command from position to limit; not to be changed any more, for it is shared with the
    ///   log and the wire
    public CompletableFuture<Applied<R>> propose(ByteBuffer command) {
        return propose(command, RequestOptions.DEFAULT);
    }

    /// Proposes a command, as [#propose(ByteBuffer)] does, under conditions.
    public CompletableFuture<Applied<R>> propose(ByteBuffer command, RequestOptions options) {
        return requests.propose(command, options);
    }

    /// Proposes commands that belong together, at most [io.balsa.raft.core.Limits] in one message:
    /// all of them are taken or none, and those that are taken follow each other in the log without
    /// a gap, in this order. The answers are in the same order. A leader that is lost may still
    /// leave the first of them committed and the others not: each answer speaks of its own.
    public List<CompletableFuture<Applied<R>>> proposeAll(List<ByteBuffer> commands) {
        return proposeAll(commands, RequestOptions.DEFAULT);
    }

    /// Proposes commands that belong together, as [#proposeAll(List)] does, under conditions.
    public List<CompletableFuture<Applied<R>>> proposeAll(
            List<ByteBuffer> commands, RequestOptions options) {
        return requests.proposeAll(commands, options);
    }

    /// Proposes a command that nobody waits for: it is applied sooner or later, or is lost without
    /// a word when no leader takes it. Costs less than one with an answer.
    ///
    /// @return false when it was refused at once: it is too large, too many requests wait already,
    ///   or the member has ended
    public boolean submit(ByteBuffer command) {
        return requests.submit(command);
    }

    /// Asks the state machine. The question runs on the apply lane, so it sees a state between two
    /// commands and must be quick.
    public <T> CompletableFuture<T> read(Consistency consistency, Supplier<T> question) {
        return read(consistency, question, RequestOptions.DEFAULT);
    }

    /// Asks the state machine, as [#read(Consistency, Supplier)] does, under conditions. A term
    /// makes no difference to a read.
    public <T> CompletableFuture<T> read(
            Consistency consistency, Supplier<T> question, RequestOptions options) {
        return requests.read(consistency, question, options);
    }

    /// Asks the state machine as it is on this member now, and says how far behind that may be.
    public <T> CompletableFuture<LocalRead<T>> readLocal(Supplier<T> question) {
        return requests.readLocal(question);
    }

    // ---- What it is up to ----

    /// What this member knows now, as one immutable value. Costs nothing to speak of.
    public RaftState state() {
        return shell.state();
    }

    /// How much this member has done since it started.
    public RaftCounters counters() {
        return shell.measures().tally().counters();
    }

    /// How long the entries that this member took in as a leader needed from stage to stage, while
    /// [MemberSwitches#stages] is on.
    public Map<Stage, Distribution> stages() {
        return shell.measures().stages().distributions();
    }

    /// How long its writes to the log took.
    public Distribution diskWrites() {
        return shell.measures().diskWrites();
    }

    /// Waits for a state of this member.
    public Await await() {
        return await;
    }

    /// Shows `listener` the state now and after every change, until the subscription is closed.
    ///
    /// All listeners of a member are called on one lane of their own, one at a time. A listener
    /// that is slow, or many changes at once, leave out states in between, never the latest; the
    /// member waits for none. What it throws is logged.
    public Subscription watch(Consumer<RaftState> listener) {
        return shell.listeners().add(listener);
    }

    /// Tells `listener` when this member begins and ends to lead; on the lane of all listeners (see
    /// [#watch]), and the last end on the thread that closes the member.
    public Subscription onLeadership(LeadershipListener listener) {
        return shell.listeners().add(listener);
    }

    /// Shows `listener` the state whenever the group's leader is another one, or none any more, as
    /// far as this member knows; on the lane of all listeners (see [#watch]).
    public Subscription onLeaderChange(Consumer<RaftState> listener) {
        return shell.listeners().addForLeader(listener);
    }

    // ---- What may be done to it and to its group ----

    /// Who belongs to the group, and who leads it.
    public GroupMembership membership() {
        return membership;
    }

    /// What can be made to happen now.
    public Trigger trigger() {
        return trigger;
    }

    /// What it does by itself.
    public MemberSwitches switches() {
        return switches;
    }

    // ---- The end ----

    /// Completes when the member has ended: normally after [#close], exceptionally when it had to
    /// stop by itself, with the reason.
    public CompletableFuture<Void> termination() {
        return shell.termination().copy();
    }

    /// Ends the member as [#close] does, but lets another lead first if it is the leader: the group
    /// goes on without an election timeout. A hand-over that is under way already is awaited.
    /// Completes when the member has ended.
    ///
    /// @param patience how long the other is awaited; afterwards the member ends all the same
    public CompletableFuture<Void> shutdown(Duration patience) {
        var handedOver =
                await.until(
                        "the end of its leadership",
                        state -> !(state.role() instanceof Role.Leader),
                        patience);
        var _ =
                membership
                        .transferLeadership()
                        .whenComplete((_, refusal) -> {
                            if (refusal != null && !isUnderWay(refusal)) {
                                handedOver.completeExceptionally(refusal);
                            }
                        });
        var _ = handedOver.whenComplete((_, _) -> close());
        return termination();
    }

    private static boolean isUnderWay(Throwable refusal) {
        return refusal instanceof RaftException.ChangeRefused refused
                && refused.reason() instanceof ChangeRefusal.Transferring;
    }

    /// Ends the member, and with it its store and its link. Requests under way fail with
    /// [RaftException.Stopped].
    @Override
    public void close() {
        shell.stop();
    }
}
