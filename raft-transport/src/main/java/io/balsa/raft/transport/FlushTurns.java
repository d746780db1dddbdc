package io.balsa.raft.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Lets those who have something to write do so in turns, one in each task of the event loop.
///
/// Whatever carries frames may hand them to the socket in a task of its own, as gRPC does, so that
/// the frames of one turn are on their way before the next one puts its own together. A leader
/// needs the first of its followers sooner than the last.
final class FlushTurns {
    private final Executor loop;

    /// Each sender waits at most once.
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /// Set while a task is due that serves the next one.
    private final AtomicBoolean isDue = new AtomicBoolean();

    /// @param loop carries tasks out one after the other, in their order
    FlushTurns(Executor loop) {
        this.loop = loop;
    }

    /// Runs `flush` on the event loop when its turn comes. From any thread.
    void add(Runnable flush) {
        waiting.add(flush);
        askForTurn();
    }

    private void askForTurn() {
        if (!isDue.get() && isDue.compareAndSet(false, true)) {
            try {
                loop.execute(this::serveOne);
            } catch (RejectedExecutionException _) {
                // The transport was closed meanwhile: nobody is served any more.
            }
        }
    }

    private void serveOne() {
        try {
            var flush = waiting.poll();
            if (flush != null) {
                flush.run();
            }
        } finally {
            isDue.set(false);
            if (!waiting.isEmpty()) {
                askForTurn();
            }
        }
    }
}
