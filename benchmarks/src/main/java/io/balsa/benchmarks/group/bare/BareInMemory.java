package io.balsa.benchmarks.group.bare;

import io.balsa.benchmarks.group.Contender;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The same without Raft: one thread gathers what has queued up, two others take note of it, and
/// with the word of one of them it is answered.
public final class BareInMemory implements Contender {
    private static final int BATCH_MAX = 4_096;

    @Override
    public String name() {
        return "bare-in-memory";
    }

    @Override
    public String setUp() {
        return "ceiling without Raft: three threads and queues between them, nothing is kept";
    }

    @Override
    public Group start(Path folder) {
        return new Threads();
    }

    /// A thread with a queue.
    private static final class Actor<T> {
        private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean isAwake = new AtomicBoolean();
        private final Thread thread;

        Actor(Consumer<ConcurrentLinkedQueue<T>> work) {
            thread = Thread.ofPlatform().daemon().unstarted(() -> run(work));
            thread.start();
        }

        void tell(T item) {
            queue.add(item);
            if (!isAwake.get() && isAwake.compareAndSet(false, true)) {
                LockSupport.unpark(thread);
            }
        }

        private void run(Consumer<ConcurrentLinkedQueue<T>> work) {
            while (true) {
                if (isAwake.compareAndSet(true, false)) {
                    work.accept(queue);
                } else {
                    LockSupport.park(this);
                }
            }
        }
    }

    private static final class Threads implements Group {
        private final Actor<Object> leader = new Actor<>(this::lead);
        private final List<Actor<Batch>> followers =
                List.of(new Actor<>(this::follow), new Actor<>(this::follow));

        /// What was put together, and whether a follower has answered for it.
        private record Batch(
                List<BiConsumer<@Nullable Object, @Nullable Throwable>> puts,
                AtomicBoolean isKept) {}

        @Override
        public void put(byte[] command, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
            leader.tell(done);
        }

        @SuppressWarnings("unchecked") // Either a batch that is done or somebody who waits.
        private void lead(ConcurrentLinkedQueue<Object> queue) {
            var batch = new Batch(new ArrayList<>(), new AtomicBoolean());
            for (var next = queue.poll(); next != null; next = queue.poll()) {
                if (next instanceof Batch done) {
                    done.puts().forEach(put -> put.accept(null, null));
                } else {
                    batch.puts().add((BiConsumer<@Nullable Object, @Nullable Throwable>) next);
                    if (batch.puts().size() == BATCH_MAX) {
                        break;
                    }
                }
            }
            if (!queue.isEmpty()) {
                LockSupport.unpark(Thread.currentThread());
                leader.isAwake.set(true);
            }
            if (!batch.puts().isEmpty()) {
                followers.forEach(follower -> follower.tell(batch));
            }
        }

        private void follow(ConcurrentLinkedQueue<Batch> queue) {
            for (var next = queue.poll(); next != null; next = queue.poll()) {
                if (next.isKept().compareAndSet(false, true)) {
                    leader.tell(next);
                }
            }
        }

        @Override
        public void close() {}
    }
}
