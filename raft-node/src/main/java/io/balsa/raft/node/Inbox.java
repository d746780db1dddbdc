package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What waits for the event loop's next turn, from any thread. Requests and messages have a limit
/// each; a member's own completions have none, because losing one would hang it.
final class Inbox<R> {
    /// Something for the event loop.
    sealed interface Item<R> {
        record Propose<R>(Pending<R> pending) implements Item<R> {}

        record Read<R>(Query<?> query) implements Item<R> {}

        record Hear<R>(MemberId from, PeerMessage message) implements Item<R> {}

        record Lose<R>(MemberId member) implements Item<R> {}

        record Persisted<R>(long sequence) implements Item<R> {}

        record Await<R>(Wait what) implements Item<R> {}

        record Start<R>() implements Item<R> {}
    }

    private final Queue<Item<R>> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final NodeLimits limits;

    Inbox(NodeLimits limits) {
        this.limits = limits;
    }

    /// Adds a proposal or a read. Returns false when there are too many already.
    boolean offerRequest(Item<R> item) {
        return offer(item, requests, limits.inboxRequestsMax());
    }

    /// Adds a message from another member. Returns false when there are too many already.
    boolean offerMessage(Item<R> item) {
        return offer(item, messages, limits.inboxMessagesMax());
    }

    private boolean offer(Item<R> item, AtomicInteger count, int limit) {
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return false;
        }
        return items.add(item);
    }

    void put(Item<R> item) {
        items.add(item);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /// Hands at most `limit` items to `taker`.
    void drain(int limit, Consumer<Item<R>> taker) {
        for (var taken = 0; taken < limit; taken++) {
            var item = poll();
            if (item == null) {
                return;
            }
            taker.accept(item);
        }
    }

    private @Nullable Item<R> poll() {
        var item = items.poll();
        switch (item) {
            case Item.Propose<R> _, Item.Read<R> _ -> requests.decrementAndGet();
            case Item.Hear<R> _ -> messages.decrementAndGet();
            case Item.Lose<R> _, Item.Persisted<R> _, Item.Await<R> _, Item.Start<R> _ -> {}
            case null -> {}
        }
        return item;
    }
}
