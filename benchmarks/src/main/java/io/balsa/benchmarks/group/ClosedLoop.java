package io.balsa.benchmarks.group;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/// Clients that each wait for an answer before they put again. They run where the answers come, as
/// the callbacks of an asynchronous program do: a thread for each would measure threads.
final class ClosedLoop {
    static final int KEY_BYTES = 16;

    /// How many keys there are to write.
    private static final int KEYS = 1 << 16;

    private static final long LATENCY_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final int HEX_DIGITS_BITS = 4;

    private final Contender.Group group;
    private final int valueBytes;
    private final Histogram nanos = new AtomicHistogram(LATENCY_NANOS_MAX, 2);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// @param valueBytes of each command; none for empty commands, without a key
    ClosedLoop(Contender.Group group, int valueBytes) {
        this.group = group;
        this.valueBytes = valueBytes;
    }

    /// What came of a run.
    record Result(long elapsedNanos, Histogram nanos) {}

    /// Keeps `clients` puts in flight for so long, then waits for the answers that are still due.
    Result run(int clients, long forNanos) throws InterruptedException {
        nanos.reset();
        var begin = System.nanoTime();
        var finished = new CountDownLatch(clients);
        for (var client = 0; client < clients; client++) {
            new Client(client, begin + forNanos, finished).put(System.nanoTime());
        }
        finished.await();
        var why = failure.get();
        if (why != null) {
            throw new IllegalStateException("a put failed", why);
        }
        return new Result(System.nanoTime() - begin, nanos);
    }

    private final class Client implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        private final long deadline;
        private final CountDownLatch finished;
        private int key;
        private long sentAt;

        Client(int number, long deadline, CountDownLatch finished) {
            this.key = number * 31;
            this.deadline = deadline;
            this.finished = finished;
        }

        void put(long now) {
            sentAt = now;
            group.put(command(key++ & (KEYS - 1)), this);
        }

        @Override
        public void accept(@Nullable Object answer, @Nullable Throwable reason) {
            var now = System.nanoTime();
            nanos.recordValue(now - sentAt);
            if (reason != null) {
                failure.compareAndSet(null, reason);
            }
            if (reason == null && now - deadline < 0) {
                put(now);
            } else {
                finished.countDown();
            }
        }
    }

    private static final byte[] EMPTY = {};

    private byte[] command(int key) {
        if (valueBytes == 0) {
            return EMPTY;
        }
        var command = new byte[KEY_BYTES + valueBytes];
        for (var at = 0; at < KEY_BYTES; at++) {
            var digit = key >>> (HEX_DIGITS_BITS * (KEY_BYTES - 1 - at)) & 0xF;
            command[at] = (byte) ('a' + (at < KEY_BYTES / 2 ? 0 : digit));
        }
        for (var at = KEY_BYTES; at < command.length; at++) {
            command[at] = (byte) (at * 31 + 7);
        }
        return command;
    }
}
