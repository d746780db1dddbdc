package io.balsa.raft.node;

import io.balsa.raft.core.Event;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Something that an operator tells the core to do, without an answer. It is never dropped, however
/// full the inbox is, and waits there once at most: to give it again before it was taken changes
/// nothing but what it says by then.
final class Order {
    private final Shell<?> shell;
    private final Supplier<Event> event;
    private final AtomicBoolean isWaiting = new AtomicBoolean();

    /// @param event says what it is about, once its turn has come
    Order(Shell<?> shell, Supplier<Event> event) {
        this.shell = shell;
        this.event = event;
    }

    /// From any thread.
    void give() {
        if (isWaiting.compareAndSet(false, true)) {
            shell.put(new Inbox.Item.Obey<>(this));
        }
    }

    /// On the event loop. Whatever is said from now on needs another turn.
    Event take() {
        isWaiting.set(false);
        return event.get();
    }
}
