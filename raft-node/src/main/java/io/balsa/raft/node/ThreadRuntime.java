package io.balsa.raft.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// A [Runtime] of one platform thread per lane, and the system's monotonic clock.
public final class ThreadRuntime implements Runtime {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadRuntime.class);

    private final String name;

    /// @param name of the member, for people who look at threads
    public ThreadRuntime(String name) {
        this.name = name;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public Lane lane(String lane, Runnable task) {
        var threadLane = new ThreadLane(name + "-" + lane, task);
        threadLane.thread.start();
        return threadLane;
    }

    private static final class ThreadLane implements Lane {
        private final Runnable task;
        private final AtomicBoolean isDue = new AtomicBoolean();
        private volatile boolean isClosed;
        private long wakeAt = Long.MAX_VALUE;
        private final Thread thread;

        private ThreadLane(String name, Runnable task) {
            this.task = task;
            thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
        }

        private void run() {
            while (!isClosed) {
                if (isDue.compareAndSet(true, false) || isTime()) {
                    wakeAt = Long.MAX_VALUE;
                    runOnce();
                } else if (wakeAt == Long.MAX_VALUE) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, wakeAt - System.nanoTime());
                }
            }
        }

        private boolean isTime() {
            return wakeAt != Long.MAX_VALUE && System.nanoTime() - wakeAt >= 0;
        }

        private void runOnce() {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                isClosed = true;
                LOG.error("the lane {} ends by mistake", Thread.currentThread().getName(), e);
                throw e;
            }
        }

        @Override
        public void wake() {
            if (!isDue.get() && isDue.compareAndSet(false, true)) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void wakeAt(long nanos) {
            wakeAt = nanos;
        }

        @Override
        public void close() {
            isClosed = true;
            LockSupport.unpark(thread);
            if (!Thread.currentThread().equals(thread)) {
                joinThread();
            }
        }

        private void joinThread() {
            var isInterrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
