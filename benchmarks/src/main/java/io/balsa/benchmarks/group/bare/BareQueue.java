package io.balsa.benchmarks.group.bare;

import io.balsa.benchmarks.group.Contender;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// A queue and one thread that answers what is in it: the speed of the machine's memory and
/// threads, without any group.
public final class BareQueue implements Contender {
    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String setUp() {
        return "one queue, one thread that takes from it and answers; no members at all";
    }

    @Override
    public Group start(Path folder) {
        var answering = new Answering();
        answering.thread.start();
        return answering;
    }

    private static final class Answering implements Group {
        private final ConcurrentLinkedQueue<BiConsumer<@Nullable Object, @Nullable Throwable>>
                queue = new ConcurrentLinkedQueue<>();
        private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::answer);

        @Override
        public void put(byte[] command, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
            queue.add(done);
            LockSupport.unpark(thread);
        }

        private void answer() {
            while (true) {
                var next = queue.poll();
                if (next != null) {
                    next.accept(null, null);
                } else {
                    LockSupport.park(this);
                }
            }
        }

        @Override
        public void close() {}
    }
}
