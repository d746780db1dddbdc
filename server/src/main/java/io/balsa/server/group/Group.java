package io.balsa.server.group;

import static java.util.concurrent.CompletableFuture.failedFuture;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.node.Subscription;
import io.balsa.server.group.GroupRequest.AddLearner;
import io.balsa.server.group.GroupRequest.Conditional;
import io.balsa.server.group.GroupRequest.Transfer;
import io.balsa.server.store.Causes;
import io.balsa.server.store.Outside;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A member's group, for operators: who belongs to it, who leads it, how it is.
///
/// Answers are futures, completed on the member's own threads, that fail with a [GroupFailure].
/// While there is no leader, or another change is under way, a request is tried again for as long
/// as it has patience. Nothing here blocks.
public final class Group {
    private final RaftNode<?> node;
    private final Duration patience;

    /// The group of `node`.
    ///
    /// @param patience how long a request may take before it is given up
    public Group(RaftNode<?> node, Duration patience) {
        this.node = node;
        this.patience = patience;
    }

    /// What this member knows of the group.
    public RaftState state() {
        return node.state();
    }

    /// Shows `listener` the state now and after every change, one at a time, until the subscription
    /// is closed. A listener must be quick.
    public Subscription watch(Consumer<RaftState> listener) {
        return node.watch(listener);
    }

    /// Founds the group. Answered once this member has the membership on its disk, and when it is
    /// alone, once it leads.
    ///
    /// @param first the voters with their addresses, this member among them
    public CompletableFuture<MembershipEntry> found(SortedMap<MemberId, String> first) {
        try {
            Addresses.check(first);
        } catch (GroupFailure wrong) {
            return failedFuture(wrong);
        }
        var begun = node.membership().found(Membership.ofVoters(first));
        var settled =
                first.size() == 1 ? begun.thenCompose(_ -> node.await().leader(patience)) : begun;
        return explained(settled.thenApply(RaftState::effective));
    }

    /// Has the group changed, and completes with the membership that is in force then.
    public CompletableFuture<MembershipEntry> ask(Conditional asked) {
        var changed = Insistence.on(() -> attempt(asked), patience.toNanos());
        if (asked.request() instanceof AddLearner learner && learner.patienceNanos() > 0) {
            return changed.thenCompose(entry -> caughtUp(learner, entry));
        }
        return changed;
    }

    private CompletableFuture<MembershipEntry> attempt(Conditional asked) {
        var state = node.state();
        var obstacle = state.leader() == null ? Outside.obstacle(state) : null;
        if (obstacle != null) {
            return failedFuture(new GroupFailure(GroupFailure.Reason.NO_LEADER, obstacle));
        }
        try {
            if (asked.request() instanceof Transfer(var to)) {
                return transfer(to);
            }
            var change = Changes.of(asked.request(), state);
            var expected = asked.expected();
            return expected == null
                    ? node.membership().change(change)
                    : node.membership().change(change, expected);
        } catch (RaftException | GroupFailure wrong) {
            return failedFuture(wrong);
        }
    }

    private CompletableFuture<MembershipEntry> transfer(@Nullable MemberId to) {
        var isOver =
                to == null
                        ? node.membership().transferLeadership()
                        : node.membership().transferLeadership(to);
        return isOver.thenApply(_ -> node.state().effective());
    }

    private CompletableFuture<MembershipEntry> caughtUp(AddLearner learner, MembershipEntry entry) {
        var within = Duration.ofNanos(learner.patienceNanos());
        return explained(
                node.membership()
                        .awaitCaughtUp(learner.member(), 0, within, _ -> {})
                        .thenApply(_ -> entry));
    }

    /// Takes a snapshot of this member now, and completes with the last entry that it holds.
    public CompletableFuture<EntryId> snapshot() {
        return explained(node.trigger().snapshot());
    }

    private static <T> CompletableFuture<T> explained(CompletionStage<T> answer) {
        return answer.toCompletableFuture()
                .exceptionallyCompose(failure -> {
                    var cause = Causes.of(failure);
                    return failedFuture(
                            cause instanceof RaftException known ? GroupFailure.of(known) : cause);
                });
    }
}
