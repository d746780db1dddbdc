package io.balsa.benchmarks.group.bare;

import io.balsa.benchmarks.group.Contender;
import io.balsa.benchmarks.group.Table;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// Sends what has queued up to both followers, writes it, and goes on. Whoever learns that two have
/// a command applies it: this thread or one of those that hear the followers.
final class BareLeader implements Contender.Group {
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares puts.
    private record Put(byte[] command, BiConsumer<@Nullable Object, @Nullable Throwable> done) {}

    private final List<SocketChannel> followers;
    private final Journal journal;
    private final Table table = new Table();
    private final ConcurrentLinkedQueue<Put> incoming = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BareFollower.BATCH_BYTES_MAX);
    private final Thread thread = Thread.ofPlatform().daemon().name("leader").unstarted(this::run);
    private final AtomicReference<@Nullable Put> left = new AtomicReference<>();

    /// Guards what follows.
    private final Object lock = new Object();

    private final ArrayDeque<Put> uncommitted = new ArrayDeque<>();
    private final long[] durable = new long[3];
    private long sent;
    private long applied;

    BareLeader(List<SocketChannel> followers, Journal journal) {
        this.followers = followers;
        this.journal = journal;
    }

    BareLeader start() {
        thread.start();
        for (var number = 1; number <= followers.size(); number++) {
            var follower = number;
            Thread.ofPlatform().daemon().name("hears-" + number).start(() -> hear(follower));
        }
        return this;
    }

    @Override
    public void put(byte[] command, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
        incoming.add(new Put(command, done));
        if (!isAwake.get() && isAwake.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        try {
            while (true) {
                isAwake.set(true);
                if (gather()) {
                    var last = sent;
                    for (var follower : followers) {
                        var bytes = batch.duplicate();
                        while (bytes.hasRemaining()) {
                            follower.write(bytes);
                        }
                    }
                    journal.append(batch);
                    onDurable(0, last);
                } else {
                    isAwake.set(false);
                    if (incoming.isEmpty()) {
                        LockSupport.park(this);
                    }
                }
            }
        } catch (IOException _) {
            // The followers are gone: the end of the run.
        }
    }

    private boolean gather() {
        batch.clear();
        synchronized (lock) {
            var next = left.getAndSet(null);
            for (next = next == null ? incoming.poll() : next;
                    next != null;
                    next = incoming.poll()) {
                if (batch.remaining() < Integer.BYTES + next.command().length) {
                    left.set(next);
                    break;
                }
                batch.putInt(next.command().length).put(next.command());
                uncommitted.add(next);
                sent++;
            }
        }
        return batch.flip().hasRemaining();
    }

    private void hear(int number) {
        var answer = ByteBuffer.allocateDirect(Long.BYTES);
        try {
            while (followers.get(number - 1).read(answer) >= 0) {
                if (!answer.hasRemaining()) {
                    onDurable(number, answer.getLong(0));
                    answer.clear();
                }
            }
        } catch (IOException _) {
            // The end of the run.
        }
    }

    private void onDurable(int number, long commands) {
        synchronized (lock) {
            durable[number] = commands;
            var sorted = durable.clone();
            Arrays.sort(sorted);
            while (applied < sorted[1]) {
                applied++;
                var put = uncommitted.remove();
                table.put(ByteBuffer.wrap(put.command()));
                put.done().accept(null, null);
            }
        }
    }

    @Override
    public long syncs() {
        return DurableFile.SYNCS.sum();
    }

    @Override
    public void close() throws IOException {
        for (var follower : followers) {
            follower.close();
        }
    }
}
