package io.balsa.raft.node;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// The disk lane: makes durable what the core wants durable, everything that has queued up at once
/// (group commit), then sends what waited for it.
final class DiskWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

    /// What goes into one write at most, so that the first in the queue need not wait for the last.
    private static final long BATCH_BYTES_MAX = 8 << 20;

    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final LogStore store;
    private final Consumer<Send> sender;
    private final LongConsumer onPersisted;
    private final Consumer<Throwable> onFailure;
    private final Measures measures;
    private final AtomicReference<@Nullable EntryId> purge = new AtomicReference<>();
    private @Nullable Batch stranded;
    private boolean hasFailed;
    private volatile boolean isFull;

    /// The last job that was added, which only the event loop does, and the last that is done.
    private long added;

    private volatile long done;

    /// The last entry of the log once all is written that was taken from the queue.
    private long lastIndex;

    /// One write, and what may be said once it is done.
    ///
    /// @param write null when there is nothing to write but something to wait for
    record Job(long sequence, @Nullable LogWrite write, List<Send> then) {}

    DiskWriter(
            LogStore store,
            Consumer<Send> sender,
            LongConsumer onPersisted,
            Consumer<Throwable> onFailure,
            Measures measures) {
        this.store = store;
        this.sender = sender;
        this.onPersisted = onPersisted;
        this.onFailure = onFailure;
        this.measures = measures;
        lastIndex = store.recovery().log().lastIndex();
    }

    void add(Job job) {
        added = job.sequence();
        jobs.add(job);
    }

    /// Lets the log go up to and with `through`, soon: nobody waits for it.
    void purge(EntryId through) {
        purge.set(through);
    }

    /// Is everything done that was added? Asked on the event loop; it hears of each job that is
    /// done after this has said so.
    boolean isIdle() {
        return done >= added;
    }

    /// Does the disk have no room at the moment? Then the lane must be run again by and by.
    boolean isFull() {
        return isFull;
    }

    /// One run of the lane: everything that has queued up, in as few writes as the limit allows.
    void run() {
        purge();
        if (stranded != null) {
            var again = stranded;
            stranded = null;
            carryOut(again);
        }
        while (!hasFailed && stranded == null && !jobs.isEmpty()) {
            var batch = new Batch();
            while (batch.bytes < BATCH_BYTES_MAX) {
                var job = jobs.peek();
                if (job == null || (takesBack(job) && !batch.isEmpty())) {
                    break;
                }
                jobs.remove();
                batch.add(job);
                if (job.write() != null) {
                    lastIndex = job.write().keepThrough() + job.write().entries().size();
                }
            }
            carryOut(batch);
        }
    }

    /// Does it drop entries? What waited for the jobs before may speak of them, so it must leave
    /// first: a member says nothing of its log that is not on its disk when it says so (Figure 2).
    private boolean takesBack(Job job) {
        var write = job.write();
        return write != null && (write.reset() != null || write.keepThrough() < lastIndex);
    }

    /// What is to be purged was written long ago. A full disk wants it most, so it comes first.
    private void purge() {
        var through = purge.getAndSet(null);
        if (through == null || hasFailed) {
            return;
        }
        try {
            store.purge(through);
        } catch (IOException | RuntimeException | Error e) {
            hasFailed = true;
            onFailure.accept(e);
        }
    }

    private void carryOut(Batch batch) {
        try {
            write(batch);
            batch.then.forEach(sender);
            done = batch.sequence;
            onPersisted.accept(batch.sequence);
        } catch (DiskFullException e) {
            strand(batch, e);
        } catch (IOException | RuntimeException | Error e) {
            hasFailed = true; // A failed sync must not be tried again: the disk may lie.
            onFailure.accept(e);
        }
    }

    private void write(Batch batch) throws IOException {
        if (batch.hasWrite) {
            var begun = measures.now();
            store.write(batch.write());
            measures.onWritten(batch.entries, begun);
        }
        if (isFull) {
            isFull = false;
            LOG.info("the disk has room again; writing goes on");
        }
    }

    /// Nothing was written, so the same write can be tried again: the disk is only very slow.
    private void strand(Batch batch, DiskFullException reason) {
        stranded = batch;
        if (!isFull) {
            isFull = true;
            LOG.error("no new writes until there is room: {}", reason.getMessage());
        }
    }

    /// Several jobs, made one. Only the first may drop entries.
    private static final class Batch {
        /// Those of the first job itself, until a second one adds to them.
        private List<Entry> entries = List.of();

        private boolean isShared = true;
        private final List<Send> then = new ArrayList<>();
        private @Nullable Ballot ballot;
        private @Nullable EntryId reset;
        private long keepThrough;
        private long sequence;
        private long bytes;
        private boolean hasWrite;

        boolean isEmpty() {
            return !hasWrite && then.isEmpty();
        }

        void add(Job job) {
            sequence = job.sequence();
            then.addAll(job.then());
            var write = job.write();
            if (write == null) {
                return;
            }
            if (!hasWrite) {
                hasWrite = true;
                reset = write.reset();
                keepThrough = write.keepThrough();
            }
            if (write.ballot() != null) {
                ballot = write.ballot();
            }
            if (entries.isEmpty()) {
                entries = write.entries();
                isShared = true;
            } else {
                own().addAll(write.entries());
            }
            for (var entry : write.entries()) {
                bytes += entry.payloadBytes();
            }
        }

        LogWrite write() {
            return new LogWrite(ballot, reset, keepThrough, entries);
        }

        private List<Entry> own() {
            if (isShared) {
                entries = new ArrayList<>(entries);
                isShared = false;
            }
            return entries;
        }
    }
}
