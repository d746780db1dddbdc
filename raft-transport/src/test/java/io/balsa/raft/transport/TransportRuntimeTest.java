package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.node.Lane;
import io.balsa.raft.node.ThreadRuntime;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class TransportRuntimeTest {
    private final EventLoops loops = EventLoops.open("test");
    private final TransportRuntime runtime =
            new TransportRuntime(loops.loop(), new ThreadRuntime("test"));

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void runsQuickLanesOnTheTransportsThreadOneAtATime() throws InterruptedException {
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        var runs = new AtomicInteger();
        var enough = new CountDownLatch(1_000);
        var lane =
                runtime.quickLane(
                        "quick",
                        () -> {
                            threads.add(Thread.currentThread());
                            runs.set(runs.get() + 1);
                            enough.countDown();
                        });
        while (enough.getCount() > 0) {
            lane.wake();
        }
        enough.await();
        lane.close();
        assertThat(threads).hasSize(1);
        assertThat(threads).isNotEqualTo(Set.of(Thread.currentThread()));
        assertThat(runs.get()).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void runsAgainOnceTheTimeAskedForHasCome() throws InterruptedException {
        var again = new CountDownLatch(2);
        var askedFor = new AtomicReference<@Nullable Long>();
        var cameAt = new AtomicReference<@Nullable Long>();
        var lane = new AtomicReference<Lane>();
        lane.set(
                runtime.quickLane(
                        "quick",
                        () -> {
                            if (askedFor.get() == null) {
                                var wanted = runtime.now() + 20_000_000;
                                askedFor.set(wanted);
                                lane.get().wakeAt(wanted);
                            } else {
                                cameAt.compareAndSet(null, runtime.now());
                            }
                            again.countDown();
                        }));
        lane.get().wake();
        again.await();
        assertThat(cameAt.get()).isGreaterThanOrEqualTo(requireNonNull(askedFor.get()));
    }

    @Test
    void runsNothingAfterItsEnd() {
        var runs = new AtomicInteger();
        var lane = runtime.quickLane("quick", runs::incrementAndGet);
        lane.wake();
        lane.close();
        var before = runs.get();
        lane.wake();
        runtime.quickLane("other", () -> {}).close();
        assertThat(runs.get()).isEqualTo(before);
    }

    @Test
    void canBeEndedFromWithin() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var lane = new AtomicReference<Lane>();
        lane.set(
                runtime.quickLane(
                        "quick",
                        () -> {
                            lane.get().close();
                            ended.countDown();
                        }));
        lane.get().wake();
        ended.await();
    }
}
