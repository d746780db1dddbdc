package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.core.MembershipEntry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Who belongs to the group, changed through its leader. On other members a call fails with
/// [RaftException.ChangeRefused], which names the leader and its address as far as they are known.
/// But [#found] and [#vouchForThisMember] speak of the member that they are called on, and are for
/// those that have no leader.
public final class GroupMembership {
    /// The disk answers, or the member stops.
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Shell<?> shell;
    private final Await await;

    GroupMembership(Shell<?> shell, Await await) {
        this.shell = shell;
        this.await = await;
    }

    /// Begins a new group with this first membership: on one of its voters, or on several with the
    /// same one. Two groups arise when members are told different things.
    ///
    /// Completes once the membership is on this member's disk: from then on it campaigns, and no
    /// crash makes it forget the group. That the group has a leader is another matter, see
    /// [Await#leader]. It fails with [RaftException.ChangeRefused] when this member belongs to a
    /// group already or is no voter of `first`.
    public CompletableFuture<RaftState> found(Membership first) {
        var begun = new CompletableFuture<Void>();
        var limit = shell.offer(new Inbox.Item.Found<>(first, begun));
        if (limit != null) {
            begun.completeExceptionally(limit.exceeded());
        }
        return begun.thenCompose(_ ->
                await.until(
                        "the first membership to be on disk",
                        state -> state.log().durableIndex() > 0,
                        FOR_EVER));
    }

    /// Changes the membership, whatever it is now. See [#change(MembershipChange, EntryId)].
    public CompletableFuture<MembershipEntry> change(MembershipChange change) {
        return request(change, null);
    }

    /// Changes the membership, from any set of voters to any other in one go, by joint consensus
    /// (§6). The future completes with the final membership and the entry that holds it, once that
    /// is committed.
    ///
    /// It fails with [RaftException.ChangeRefused] when the change is not safe or makes no sense,
    /// with the reason; one of these, [io.balsa.raft.core.ChangeRefusal.LeadershipLost], leaves
    /// open whether the next leader completes the change. Look at the state, then ask again.
    ///
    /// @param expected the entry of the membership that the change is meant for; when another is in
    ///   force the change is refused (compare-and-set)
    public CompletableFuture<MembershipEntry> change(MembershipChange change, EntryId expected) {
        return request(change, expected);
    }

    private CompletableFuture<MembershipEntry> request(
            MembershipChange change, @Nullable EntryId expected) {
        var answer = new CompletableFuture<MembershipEntry>();
        var limit = shell.offer(new Inbox.Item.Change<>(change, expected, answer));
        if (limit != null) {
            answer.completeExceptionally(limit.exceeded());
        }
        return answer;
    }

    /// Adds a member that receives the log and does not vote. It can be awaited until it has caught
    /// up ([#awaitCaughtUp]) before it is made a voter.
    ///
    /// @param address where the others reach it, as the transport understands it
    /// @param autoPromote does the leader make it a voter as soon as it has caught up?
    public CompletableFuture<MembershipEntry> addLearner(
            MemberId member, String address, boolean autoPromote) {
        return change(
                new MembershipChange.AddLearners(
                        new TreeMap<>(Map.of(member, address)), autoPromote));
    }

    /// Waits, on the leader, until `member` lags behind the end of the log by no more than
    /// `lagEntriesMax` entries.
    ///
    /// It fails with [RaftException.ChangeRefused] as soon as there is nothing to wait for: this
    /// member does not lead, or does not any more
    /// ([io.balsa.raft.core.ChangeRefusal.LeadershipLost]), or the group has no such member, or has
    /// it no longer. It fails with [RaftException.TimedOut] when it takes too long.
    ///
    /// @param onProgress is told, on the member's loop lane, whenever the follower's log or the
    ///   snapshot on its way to it has got further: it must be quick
    public CompletableFuture<RaftState> awaitCaughtUp(
            MemberId member, long lagEntriesMax, Duration within, Consumer<CatchUp> onProgress) {
        var answer = new CompletableFuture<RaftState>();
        var watch = new CatchUp.Watch(member, lagEntriesMax, onProgress, answer);
        var patience = Nanos.of(within);
        var deadline = Nanos.after(shell.now(), patience);
        shell.put(
                new Inbox.Item.Await<>(
                        new Wait(watch.toString(), watch::isOver, patience, deadline, answer)));
        return answer;
    }

    /// Hands leadership over to `to`, which must be a voter (Raft thesis §3.10). Completes when
    /// this member does not lead any more; fails with [RaftException.ChangeRefused] when it goes on
    /// leading.
    public CompletableFuture<Void> transferLeadership(MemberId to) {
        return transfer(to);
    }

    /// Hands leadership over to the voter whose log is the most up to date.
    public CompletableFuture<Void> transferLeadership() {
        return transfer(null);
    }

    private CompletableFuture<Void> transfer(@Nullable MemberId to) {
        var answer = new CompletableFuture<Void>();
        var limit = shell.offer(new Inbox.Item.Transfer<>(to, answer));
        if (limit != null) {
            answer.completeExceptionally(limit.exceeded());
        }
        return answer;
    }

    /// Lets `member`, whose log went back behind what it had acknowledged, come back with what it
    /// has, once: now, if this leader has isolated it, or the next time that it notices. It is
    /// brought what is committed before its word counts. Only an operator can know that this is
    /// safe: what only that member held is lost. Completes when this member knows it; the next
    /// leader does not.
    ///
    /// Fails with [RaftException.ChangeRefused] on a member that does not lead, or when the group
    /// has no such member.
    ///
    /// @param isAllowed false takes the permission back
    public CompletableFuture<Void> allowNextRevert(MemberId member, boolean isAllowed) {
        return say(change -> new Event.RevertAllowed(change, member, isAllowed));
    }

    /// The last resort, where so many members have lost their disks that no leader can be elected
    /// any more: this member counts at once with what it has, whatever it may have forgotten. What
    /// only disks held that are lost is lost then, acknowledged or not; and while there still is a
    /// leader, or could be one, more than that is. Completes when this member knows it.
    public CompletableFuture<Void> vouchForThisMember() {
        return say(Event.VouchedFor::new);
    }

    private CompletableFuture<Void> say(LongFunction<Event> word) {
        var answer = new CompletableFuture<Void>();
        var limit = shell.offer(new Inbox.Item.Word<>(word, answer));
        if (limit != null) {
            answer.completeExceptionally(limit.exceeded());
        }
        return answer;
    }
}
