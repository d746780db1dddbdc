package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;

import java.time.Duration;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Waits for a state of this member: each condition as a future of the first state that meets it.
///
/// A condition is looked at whenever something changes, never in between, and no thread waits for
/// it. When it is not met in time the future fails with [RaftException.TimedOut], which says what
/// was awaited and what was seen last; when the member ends, with [RaftException.Stopped]; at once
/// with [RaftException.Overloaded] when 4,096 wait already (`waitsMax`). Futures are completed on
/// the member's loop lane: a callback that takes long belongs on another thread.
///
/// What a state says may have changed again when it is read: only what never goes back (an index
/// that is committed or applied) can be relied on.
public final class Await {
    /// More than anybody should need, and few enough to look at all of them in every turn.
    static final int WAITING_MAX = 4_096;

    private final Shell<?> shell;
    private final Requests<?> requests;
    private final Load waiting;

    Await(Shell<?> shell, Requests<?> requests) {
        this.shell = shell;
        this.requests = requests;
        var limit =
                new Load.Limit("callers wait for a state of this member", "waitsMax", WAITING_MAX);
        waiting = new Load(limit, limit);
    }

    /// Any leader is known.
    public CompletableFuture<RaftState> leader(Duration within) {
        return until("a leader", state -> state.leader() != null, within);
    }

    /// `leader` is known to lead.
    public CompletableFuture<RaftState> leader(MemberId leader, Duration within) {
        return until(
                "member " + leader + " to lead", state -> leader.equals(state.leader()), within);
    }

    /// This member plays this part, with [Role.Leader] for "it leads".
    public CompletableFuture<RaftState> role(Class<? extends Role> role, Duration within) {
        return until(
                "the role " + role.getSimpleName(), state -> role.isInstance(state.role()), within);
    }

    /// The log has an entry at `index`, committed or not.
    public CompletableFuture<RaftState> log(long index, Duration within) {
        return until(
                "entry " + index + " in the log",
                state -> state.lastEntry().index() >= index,
                within);
    }

    /// Everything up to `index` is known to be committed.
    public CompletableFuture<RaftState> committed(long index, Duration within) {
        return until("the commit of entry " + index, state -> state.commitIndex() >= index, within);
    }

    /// The state machine has seen everything up to `index`.
    public CompletableFuture<RaftState> applied(long index, Duration within) {
        return until(
                "entry " + index + " to be applied",
                state -> state.appliedIndex() >= index,
                within);
    }

    /// The last membership in the log is this one, and committed.
    public CompletableFuture<RaftState> membership(Membership membership, Duration within) {
        return until(
                "the membership " + membership + " to be committed",
                state ->
                        membership.equals(state.membership())
                                && state.committed().equals(state.effective()),
                within);
    }

    /// The last membership in the log is committed, is not joint, and has these voters.
    public CompletableFuture<RaftState> voters(SortedSet<MemberId> voters, Duration within) {
        return until(
                "the voters " + voters,
                state ->
                        state.committed().equals(state.effective())
                                && !state.membership().isJoint()
                                && state.membership().voters().equals(voters),
                within);
    }

    /// The newest snapshot on disk holds everything up to `index`.
    public CompletableFuture<RaftState> snapshot(long index, Duration within) {
        return until(
                "a snapshot up to entry " + index,
                state -> state.log().snapshot().index() >= index,
                within);
    }

    /// The log begins behind `index`.
    public CompletableFuture<RaftState> purged(long index, Duration within) {
        return until(
                "entry " + index + " to be purged",
                state -> state.log().purged().index() >= index,
                within);
    }

    /// The state machine has seen everything that was committed in the group when this was called:
    /// after a start, local reads are from then on never behind what they could see before it.
    public CompletableFuture<RaftState> recovered(Duration within) {
        return new Recovery(this, shell, requests).begin(within);
    }

    /// A state for which `condition` holds.
    ///
    /// @param what that is, for the error
    /// @param condition is called on the member's loop lane, so it must be quick
    public CompletableFuture<RaftState> until(
            String what, Predicate<RaftState> condition, Duration within) {
        var patience = Nanos.of(within);
        var deadline = Nanos.after(shell.now(), patience);
        var answer = new CompletableFuture<RaftState>();
        var limit = waiting.add(1, 0);
        if (limit != null) {
            answer.completeExceptionally(limit.exceeded());
            return answer;
        }
        var _ = answer.whenComplete((_, _) -> waiting.remove(1, 0));
        shell.put(new Inbox.Item.Await<>(new Wait(what, condition, patience, deadline, answer)));
        return answer;
    }
}
