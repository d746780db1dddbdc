package io.balsa.raft.node;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Those who work for the event loop, each on a lane of its own.
final class Crew<R> {
    /// How often a full disk is tried again.
    private static final long FULL_DISK_RETRY_NANOS = 500_000_000;

    private final Transport.Link link;
    private final Applier<R> applier;
    private final DiskWriter writer;
    private final LogReader reader;
    private final @Nullable SnapshotBuilder snapshots;
    private final @Nullable SnapshotTraffic traffic;
    private final Runtime runtime;
    private final Lane applyLane;
    private final Lane diskLane;
    private final Lane readLane;
    private final @Nullable Lane snapshotLane;
    private volatile Runnable onApplied = () -> {};

    /// Those without whom no member can be.
    record Hands<R>(Applier<R> applier, DiskWriter writer, LogReader reader) {}

    /// @param link the way to the others
    /// @param snapshots what a member does with snapshots; null for one that has no place for them
    Crew(Transport.Link link, Hands<R> hands, @Nullable Snapshotting snapshots, Runtime runtime) {
        this.link = link;
        applier = hands.applier();
        writer = hands.writer();
        reader = hands.reader();
        this.snapshots = snapshots == null ? null : snapshots.builder();
        this.runtime = runtime;
        applyLane = runtime.lane("apply", this::runApply);
        diskLane = runtime.lane("disk", this::runDisk);
        readLane = runtime.lane("read", reader::run);
        snapshotLane = snapshots == null ? null : runtime.lane("snapshot", this::runSnapshots);
        traffic = snapshots == null ? null : snapshots.traffic(link, runtime);
    }

    /// Lets those begin who wait for a time.
    void begin() {
        if (snapshotLane != null) {
            snapshotLane.wake();
        }
    }

    Transport.Link link() {
        return link;
    }

    Applier<R> applier() {
        return applier;
    }

    DiskWriter writer() {
        return writer;
    }

    /// Lets `listener` know, on the apply lane, whenever more may be applied.
    void onApplied(Runnable listener) {
        onApplied = listener;
    }

    private void runApply() {
        applier.run();
        if (snapshots != null && snapshots.hasWork()) {
            requireNonNull(snapshotLane).wake();
        }
        onApplied.run();
    }

    private void runSnapshots() {
        var builder = requireNonNull(snapshots);
        requireNonNull(snapshotLane).wakeAt(builder.run(runtime.now()));
        if (builder.isWanted()) {
            applier.considerSnapshot();
            applyLane.wake();
        }
    }

    /// Takes a snapshot now, as soon as none is being taken. Completes with the last entry that it
    /// holds.
    CompletableFuture<EntryId> takeSnapshot() {
        if (snapshots == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("this member has no place for snapshots"));
        }
        var answer = snapshots.ask();
        applier.considerSnapshot();
        applyLane.wake();
        return answer;
    }

    void wakeApplier() {
        if (applier.hasWork()) {
            applyLane.wake();
        }
    }

    /// Asks the state machine as it is now.
    void ask(Query<?> query) {
        applier.ask(0, List.of(query));
        applyLane.wake();
    }

    void write(DiskWriter.Job job) {
        writer.add(job);
        diskLane.wake();
    }

    void sendSnapshot(MemberId to, long term) {
        if (traffic != null) {
            traffic.send(to, term);
        }
    }

    void cancelSnapshot(MemberId to) {
        if (traffic != null) {
            traffic.cancel(to);
        }
    }

    /// A message about snapshots has arrived. On the transport's threads.
    void hearOfSnapshot(MemberId from, PeerMessage message) {
        switch (message) {
            case PeerMessage.SnapshotChunk chunk when traffic != null ->
                    traffic.onChunk(from, chunk);
            case PeerMessage.SnapshotAck ack when traffic != null -> traffic.onAck(from, ack);
            case PeerMessage.SnapshotChunk(var term, var id, _, _, _, _) ->
                    link.send(
                            from,
                            new PeerMessage.SnapshotAck(
                                    term, id, 0, PeerMessage.SnapshotAck.Outcome.REFUSED));
            default -> {}
        }
    }

    @Nullable SnapshotTransfer transfer(MemberId to) {
        return traffic == null ? null : traffic.progress(to);
    }

    void purge(EntryId through) {
        writer.purge(through);
        diskLane.wake();
        if (traffic != null) {
            traffic.onPurged(through.index());
        }
    }

    private void runDisk() {
        writer.run();
        if (writer.isFull()) {
            diskLane.wakeAt(runtime.now() + FULL_DISK_RETRY_NANOS);
        }
    }

    void readAndSend(LogReader.Request request) {
        reader.add(request);
        readLane.wake();
    }

    void close() {
        diskLane.close();
        readLane.close();
        applyLane.close();
        if (snapshots != null) {
            requireNonNull(snapshotLane).close();
            snapshots.close();
        }
        if (traffic != null) {
            traffic.close();
        }
    }
}
