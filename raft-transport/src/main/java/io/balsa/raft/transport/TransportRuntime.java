package io.balsa.raft.transport;

import io.balsa.raft.node.Lane;
import io.balsa.raft.node.Runtime;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs what never waits on the transport's own thread, and everything else as `others` does.
///
/// A message that arrives is taken in, and what it brings about sent, without waking a thread in
/// between: where messages are small and disks fast, waking threads is most of the work.
final class TransportRuntime implements Runtime {
    private static final Logger LOG = LoggerFactory.getLogger(TransportRuntime.class);

    private final EventLoop loop;
    private final Runtime others;

    TransportRuntime(EventLoop loop, Runtime others) {
        this.loop = loop;
        this.others = others;
    }

    @Override
    public long now() {
        return others.now();
    }

    @Override
    public Lane lane(String name, Runnable task) {
        return others.lane(name, task);
    }

    @Override
    public Lane quickLane(String name, Runnable task) {
        return new LoopLane(task);
    }

    private final class LoopLane implements Lane {
        private final Runnable task;
        private final AtomicBoolean isDue = new AtomicBoolean();
        private volatile boolean isClosed;
        private long wakeAt = Long.MAX_VALUE;

        /// Fires at or before the time asked for: times mostly move on, and a timer that fires too
        /// soon costs less than one that is replaced on every run.
        private @Nullable Future<?> timer;

        private long timerAt = Long.MAX_VALUE;

        LoopLane(Runnable task) {
            this.task = task;
        }

        @Override
        public void wake() {
            if (!isDue.get() && isDue.compareAndSet(false, true)) {
                try {
                    loop.execute(this::run);
                } catch (RejectedExecutionException _) {
                    // The transport was closed: nothing runs any more.
                }
            }
        }

        private void run() {
            isDue.set(false);
            if (isClosed) {
                return;
            }
            wakeAt = Long.MAX_VALUE;
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                isClosed = true;
                LOG.error("a lane on the transport's thread ends by mistake", e);
                throw e;
            }
            setTimer();
        }

        private void setTimer() {
            if (wakeAt >= timerAt || isClosed) {
                return;
            }
            cancelTimer();
            timerAt = wakeAt;
            timer = loop.schedule(this::onTimer, Math.max(0, wakeAt - now()), TimeUnit.NANOSECONDS);
        }

        private void onTimer() {
            timerAt = Long.MAX_VALUE;
            if (now() - wakeAt >= 0) {
                run();
            } else {
                setTimer();
            }
        }

        private void cancelTimer() {
            if (timer != null) {
                timer.cancel(false);
            }
        }

        @Override
        public void wakeAt(long nanos) {
            wakeAt = nanos;
        }

        @Override
        public void close() {
            isClosed = true;
            if (!loop.inEventLoop()) {
                awaitRun();
            }
        }

        /// What the loop is asked for after the run under way comes after it.
        private void awaitRun() {
            var passed = new CompletableFuture<Void>();
            try {
                loop.execute(() -> {
                    cancelTimer();
                    passed.complete(null);
                });
                passed.join();
            } catch (RejectedExecutionException _) {
                // The loop has ended, and every run with it.
            }
        }
    }
}
