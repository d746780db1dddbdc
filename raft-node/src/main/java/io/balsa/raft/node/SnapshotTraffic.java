package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import org.jspecify.annotations.Nullable;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The transfer lane: snapshots to other members and from them, away from everything that must be
/// quick.
final class SnapshotTraffic {
    /// Chunks that wait for the disk take no more than so many windows; more are dropped, and come
    /// again.
    private static final int WINDOWS_MAX = 4;

    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final SnapshotSender sender;
    private final SnapshotReceiver receiver;
    private final Lane lane;
    private final Runtime runtime;
    private final Consumer<Throwable> onFailure;
    private final long waitingBytesMax;
    private boolean hasFailed;

    SnapshotTraffic(Snapshotting means, Transport.Link link, Runtime runtime) {
        var limits = means.limits();
        sender = new SnapshotSender(means.store(), link, limits, means.report());
        receiver = new SnapshotReceiver(means.store(), link, means.report());
        onFailure = means.onFailure();
        this.runtime = runtime;
        var chunks = 1 + limits.windowBytes() / limits.chunkBytes();
        waitingBytesMax = WINDOWS_MAX * (limits.windowBytes() + chunks * NodeLimits.ENTRY_BYTES);
        lane = runtime.lane("transfer", this::run);
    }

    void send(MemberId to, long term) {
        add(() -> sender.begin(to, term));
    }

    void cancel(MemberId to) {
        add(() -> sender.cancel(to));
    }

    /// The log begins behind the entry at `index` now.
    void onPurged(long index) {
        add(() -> sender.onPurged(index));
    }

    void onAck(MemberId from, SnapshotAck ack) {
        add(() -> sender.onAck(from, ack, runtime.now()));
    }

    /// Takes a chunk in, by and by. Dropped when too much waits already.
    void onChunk(MemberId from, SnapshotChunk chunk) {
        var bytes = NodeLimits.ENTRY_BYTES + chunk.content().remaining();
        if (waitingBytes.addAndGet(bytes) > waitingBytesMax) {
            waitingBytes.addAndGet(-bytes);
            return;
        }
        add(() -> {
            waitingBytes.addAndGet(-bytes);
            receiver.onChunk(from, chunk);
        });
    }

    private void add(Runnable task) {
        work.add(task);
        lane.wake();
    }

    /// How far the snapshot for this member has come, from any thread; null when none is under way.
    @Nullable SnapshotTransfer progress(MemberId to) {
        return sender.progress().get(to);
    }

    private void run() {
        try {
            var task = work.poll();
            while (task != null && !hasFailed) {
                task.run();
                task = work.poll();
            }
            lane.wakeAt(hasFailed ? Long.MAX_VALUE : sender.run(runtime.now()));
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            onFailure.accept(e);
        }
    }

    void close() {
        lane.close();
        sender.close();
        receiver.close();
    }
}
