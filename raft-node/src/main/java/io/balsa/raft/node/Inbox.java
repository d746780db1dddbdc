package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.core.MembershipEntry;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// What waits for the event loop's next turn, from any thread. Requests and messages have limits
/// each; a member's own completions have none, because losing one would hang it; nor have an
/// operator's orders, each of which waits once at most.
final class Inbox<R> {
    /// Something for the event loop.
    sealed interface Item<R> {
        record Propose<R>(Pending<R> pending) implements Item<R> {}

        /// Commands that belong together, one behind the other.
        ///
        /// @param term the only term whose leader may take them, 0 for any
        record ProposeAll<R>(List<Pending<R>> callers, long bytes, long term) implements Item<R> {}

        /// A proposal that came while [Stage#PROPOSED] is measured.
        ///
        /// @param offeredAt when it came, by the member's clock
        record Timed<R>(Item<R> proposal, long offeredAt) implements Item<R> {}

        /// Somebody wants to ask the state machine once all is applied that was committed.
        ///
        /// @param lease may the leader's lease confirm it?
        record Read<R>(Query<?> query, boolean lease) implements Item<R> {}

        /// A request that other lanes answer, and that must not wait for ever.
        record Expire<R>(Expiring request) implements Item<R> {}

        record Hear<R>(MemberId from, PeerMessage message, long bytes) implements Item<R> {}

        record Lose<R>(MemberId member) implements Item<R> {}

        record Persisted<R>(long sequence) implements Item<R> {}

        record Await<R>(Wait what) implements Item<R> {}

        /// Somebody wants a new group.
        record Found<R>(Membership first, CompletableFuture<Void> begun) implements Item<R> {}

        /// Somebody wants another membership, if `expected` is the entry of the one in force.
        record Change<R>(
                MembershipChange what,
                @Nullable EntryId expected,
                CompletableFuture<MembershipEntry> answer)
                implements Item<R> {}

        /// Somebody wants another leader; null for any that is up to date.
        record Transfer<R>(@Nullable MemberId to, CompletableFuture<Void> answer)
                implements Item<R> {}

        /// An operator's word on a member that may have forgotten something.
        ///
        /// @param event what it is, under the number that it gets
        record Word<R>(LongFunction<Event> event, CompletableFuture<Void> answer)
                implements Item<R> {}

        /// Something for the core that has no answer.
        record Obey<R>(Order order) implements Item<R> {}

        /// Something for the core from this member's own lanes.
        record Report<R>(Event event) implements Item<R> {}

        record Start<R>() implements Item<R> {}
    }

    private final Queue<Item<R>> items = new ConcurrentLinkedQueue<>();
    private final Load requests;
    private final Load messages;
    private boolean isCutShort;

    Inbox(NodeLimits limits) {
        var waitingRequests = "requests wait for their turn";
        requests =
                new Load(
                        new Load.Limit(
                                waitingRequests, "inboxRequestsMax", limits.inboxRequestsMax()),
                        new Load.Limit(
                                "bytes of " + waitingRequests,
                                "inboxRequestBytesMax",
                                limits.inboxRequestBytesMax()));
        var waitingMessages = "messages wait for their turn";
        messages =
                new Load(
                        new Load.Limit(
                                waitingMessages, "inboxMessagesMax", limits.inboxMessagesMax()),
                        new Load.Limit(
                                "bytes of " + waitingMessages,
                                "inboxMessageBytesMax",
                                limits.inboxMessageBytesMax()));
    }

    /// Adds a proposal or a read, or returns the limit that is in the way.
    Load.@Nullable Limit offer(Item<R> request) {
        var limit = requests.add(pieces(request), bytes(request));
        if (limit == null) {
            items.add(request);
        }
        return limit;
    }

    /// Adds a message from another member. Returns false when there are too many already.
    boolean offerMessage(Item.Hear<R> message) {
        return messages.add(1, message.bytes()) == null && items.add(message);
    }

    void put(Item<R> item) {
        items.add(item);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /// Did the last drain leave something for its limit?
    boolean isCutShort() {
        return isCutShort;
    }

    /// Hands at most `limit` items to `taker`.
    void drain(int limit, Consumer<Item<R>> taker) {
        isCutShort = false;
        for (var taken = 0; taken < limit; taken++) {
            var item = items.poll();
            if (item == null) {
                return;
            }
            if (item instanceof Item.Hear<R>(_, _, var bytes)) {
                messages.remove(1, bytes);
            } else if (pieces(item) > 0) {
                requests.remove(pieces(item), bytes(item));
            }
            taker.accept(item);
        }
        isCutShort = !items.isEmpty();
    }

    private static int pieces(Item<?> item) {
        return switch (item) {
            case Item.Propose<?> _,
                    Item.Read<?> _,
                    Item.Found<?> _,
                    Item.Change<?> _,
                    Item.Transfer<?> _,
                    Item.Word<?> _ ->
                    1;
            case Item.ProposeAll<?>(var callers, _, _) -> callers.size();
            case Item.Timed<?>(var proposal, _) -> pieces(proposal);
            case Item.Hear<?> _,
                    Item.Expire<?> _,
                    Item.Lose<?> _,
                    Item.Persisted<?> _,
                    Item.Obey<?> _,
                    Item.Report<?> _,
                    Item.Await<?> _,
                    Item.Start<?> _ ->
                    0;
        };
    }

    private static long bytes(Item<?> request) {
        return switch (request) {
            case Item.Propose<?>(var pending) -> pending.bytes();
            case Item.ProposeAll<?>(_, var bytes, _) -> bytes;
            case Item.Timed<?>(var proposal, _) -> bytes(proposal);
            case Item.Hear<?> _,
                    Item.Read<?> _,
                    Item.Found<?> _,
                    Item.Change<?> _,
                    Item.Transfer<?> _,
                    Item.Word<?> _,
                    Item.Obey<?> _,
                    Item.Expire<?> _,
                    Item.Lose<?> _,
                    Item.Persisted<?> _,
                    Item.Report<?> _,
                    Item.Await<?> _,
                    Item.Start<?> _ ->
                    0;
        };
    }
}
