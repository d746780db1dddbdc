package io.balsa.raft.node;

import java.util.List;

/// Those who work for the event loop, each on a lane of its own.
final class Crew<R> {
    /// How often a full disk is tried again.
    private static final long FULL_DISK_RETRY_NANOS = 500_000_000;

    private final Transport.Link link;
    private final Applier<R> applier;
    private final DiskWriter writer;
    private final LogReader reader;
    private final Runtime runtime;
    private final Lane applyLane;
    private final Lane diskLane;
    private final Lane readLane;
    private volatile Runnable onApplied = () -> {};

    Crew(
            Transport.Link link,
            Applier<R> applier,
            DiskWriter writer,
            LogReader reader,
            Runtime runtime) {
        this.link = link;
        this.applier = applier;
        this.writer = writer;
        this.reader = reader;
        this.runtime = runtime;
        applyLane = runtime.lane("apply", this::runApply);
        diskLane = runtime.lane("disk", this::runDisk);
        readLane = runtime.lane("read", reader::run);
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
        onApplied.run();
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
    }
}
