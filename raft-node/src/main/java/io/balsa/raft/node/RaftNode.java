package io.balsa.raft.node;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
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

    private RaftNode(Shell<R> shell) {
        this.shell = shell;
        requests = new Requests<>(shell);
    }

    /// Starts a member. It is ready for requests at once, and answers them once it knows a leader.
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
        return requests.propose(command);
    }

    /// Asks the state machine. The question runs on the apply lane, so it sees a state between two
    /// commands and must be quick.
    public <T> CompletableFuture<T> read(Consistency consistency, Supplier<T> question) {
        return requests.read(consistency, question);
    }

    // ---- What it is up to ----

    public RaftState state() {
        return shell.state();
    }

    /// How much this member has done since it started.
    public RaftCounters counters() {
        var writer = shell.crew().writer();
        return new RaftCounters(writer.writes(), writer.writtenEntries());
    }

    /// Waits for a state of this member.
    public Await await() {
        return new Await(shell);
    }

    // ---- The end ----

    /// Completes when the member has ended: normally after [#close], exceptionally when it had to
    /// stop by itself, with the reason.
    public CompletableFuture<Void> termination() {
        return shell.termination().copy();
    }

    /// Ends the member, and with it its store and its link. Requests under way fail with
    /// [RaftException.Stopped].
    @Override
    public void close() {
        shell.stop();
    }
}
