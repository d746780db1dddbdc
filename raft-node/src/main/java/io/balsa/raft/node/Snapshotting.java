package io.balsa.raft.node;

import io.balsa.raft.core.Event;
import io.balsa.raft.log.snapshot.SnapshotStore;

import java.util.function.Consumer;

/// What a member does with snapshots, and where it reports what comes of it.
record Snapshotting(
        SnapshotStore store,
        SnapshotBuilder builder,
        TransferLimits limits,
        Consumer<Event> report) {

    static Snapshotting of(SnapshotStore store, SnapshotOptions options, Consumer<Event> report) {
        return new Snapshotting(
                store,
                new SnapshotBuilder(store, options.policy(), report),
                options.transfer(),
                report);
    }

    SnapshotTraffic traffic(Transport.Link link, Runtime runtime) {
        return new SnapshotTraffic(store, link, limits, report, runtime);
    }
}
