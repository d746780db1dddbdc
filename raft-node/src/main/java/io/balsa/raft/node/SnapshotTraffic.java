package io.balsa.raft.node;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.PeerMessage.SnapshotAck;
import io.balsa.raft.node.PeerMessage.SnapshotChunk;

import java.util.List;
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
    private final long waitingBytesMax;

    SnapshotTraffic(
            SnapshotStore store,
            Transport.Link link,
            TransferLimits limits,
            Consumer<Event> report,
            Runtime runtime) {
        sender = new SnapshotSender(store, link, limits, report);
        receiver = new SnapshotReceiver(store, link, report);
        this.runtime = runtime;
        waitingBytesMax = (long) WINDOWS_MAX * limits.windowBytes();
        lane = runtime.lane("transfer", this::run);
    }

    void send(MemberId to, long term) {
        add(() -> sender.begin(to, term));
    }

    void cancel(MemberId to) {
        add(() -> sender.cancel(to));
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

    List<SnapshotTransfer> progress() {
        return sender.progress();
    }

    private void run() {
        var task = work.poll();
        while (task != null) {
            task.run();
            task = work.poll();
        }
        lane.wakeAt(sender.run(runtime.now()));
    }

    void close() {
        lane.close();
        sender.close();
        receiver.close();
    }
}
