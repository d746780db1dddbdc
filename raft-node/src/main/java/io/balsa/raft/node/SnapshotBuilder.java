package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The snapshot lane: writes what the state machine was at one moment to the disk, while commands
/// are applied and appended as ever. One snapshot at a time.
///
/// The apply lane asks whether one is due, and hands over a view of the state.
final class SnapshotBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotBuilder.class);

    private final SnapshotStore store;
    private final SnapshotPolicy policy;
    private final Consumer<Event> report;
    private final Queue<CompletableFuture<EntryId>> asked = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Frozen> next = new AtomicReference<>();
    private volatile boolean isBuilding;
    private volatile boolean isTime;
    private volatile boolean isClosed;

    // Confined to the apply lane.
    private long entries;
    private long bytes;
    private boolean hasNoViews;

    // Confined to the snapshot lane.
    private long dueAt = Long.MAX_VALUE;

    /// A state to be written down.
    ///
    /// @param callers those who asked for it
    private record Frozen(
            SnapshotMark mark, StateView view, List<CompletableFuture<EntryId>> callers) {}

    /// @param report hears of each snapshot that is on disk
    SnapshotBuilder(SnapshotStore store, SnapshotPolicy policy, Consumer<Event> report) {
        this.store = store;
        this.policy = policy;
        this.report = report;
    }

    /// Somebody wants a snapshot now. The apply lane must be woken.
    CompletableFuture<EntryId> ask() {
        var answer = new CompletableFuture<EntryId>();
        asked.add(answer);
        if (isClosed) {
            refuseAsked();
        }
        return answer;
    }

    // ---- On the apply lane ----

    /// An entry was applied that takes so many bytes in the log.
    void count(long entryBytes) {
        entries++;
        bytes += entryBytes;
    }

    /// Takes a view of `machine`, which has applied everything up to `mark`, if a snapshot is due.
    void consider(StateMachine<?> machine, SnapshotMark mark) {
        var isAsked = isTime || !asked.isEmpty();
        if (isBuilding || !(isAsked || policy.isReached(entries, bytes))) {
            return;
        }
        isTime = false;
        var newest = store.newest();
        var covered = newest == null ? EntryId.NONE : newest.last();
        if (covered.index() >= mark.last().index()) {
            answer(takeAsked(), covered);
            return;
        }
        var view = hasNoViews ? null : machine.view();
        if (view == null) {
            hasNoViews = true;
            refuse(takeAsked(), new IllegalStateException("the state machine takes no snapshots"));
            return;
        }
        entries = 0;
        bytes = 0;
        isBuilding = true;
        next.set(new Frozen(mark, view, takeAsked()));
    }

    boolean hasWork() {
        return next.get() != null;
    }

    private List<CompletableFuture<EntryId>> takeAsked() {
        var taken = new ArrayList<CompletableFuture<EntryId>>();
        var caller = asked.poll();
        while (caller != null) {
            taken.add(caller);
            caller = asked.poll();
        }
        return taken;
    }

    // ---- On the snapshot lane ----

    /// One run of the lane. Returns when it wants to run again at the latest.
    long run(long now) {
        var frozen = next.getAndSet(null);
        if (frozen != null) {
            build(frozen);
            dueAt = Long.MAX_VALUE;
        }
        if (policy.periodNanos() == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (now >= dueAt) {
            isTime = true;
            dueAt = Long.MAX_VALUE;
        }
        if (dueAt == Long.MAX_VALUE) {
            dueAt = Nanos.after(now, policy.periodNanos());
        }
        return dueAt;
    }

    /// Is a snapshot wanted that the apply lane must begin?
    boolean isWanted() {
        return isTime || !asked.isEmpty();
    }

    private void build(Frozen frozen) {
        var mark = frozen.mark();
        try (var view = frozen.view();
                var draft = store.begin(mark)) {
            view.writeTo(draft.stream());
            var id = draft.finish();
            LOG.info("took a snapshot up to entry {}: {} bytes", mark.last(), id.bytes());
            report.accept(new Event.SnapshotSaved(mark));
            answer(frozen.callers(), mark.last());
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "no snapshot up to entry {}: {}. The log keeps what it would have covered",
                    mark.last(),
                    e.getMessage(),
                    e);
            refuse(frozen.callers(), e);
        } finally {
            isBuilding = false;
        }
    }

    private static void answer(List<CompletableFuture<EntryId>> callers, EntryId last) {
        callers.forEach(caller -> caller.complete(last));
    }

    private static void refuse(List<CompletableFuture<EntryId>> callers, Throwable reason) {
        callers.forEach(caller -> caller.completeExceptionally(reason));
    }

    /// Lets go of what was not written. Only once the lanes have ended.
    void close() {
        isClosed = true;
        var frozen = next.getAndSet(null);
        if (frozen != null) {
            frozen.view().close();
            refuse(frozen.callers(), stopped());
        }
        refuseAsked();
    }

    private void refuseAsked() {
        refuse(takeAsked(), stopped());
    }

    private static RaftException.Stopped stopped() {
        return new RaftException.Stopped("the member has stopped", false);
    }
}
