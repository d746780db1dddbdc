package io.balsa.raft.node;

import io.balsa.raft.core.Event;
import io.balsa.raft.log.snapshot.SnapshotStore;

import java.util.function.Consumer;

/// What a member does with snapshots, and where it reports what comes of it.
///
/// @param report hears what the core must know
/// @param onFailure hears of what must not be: the member stops
record Snapshotting(
        SnapshotStore store,
        SnapshotBuilder builder,
        TransferLimits limits,
        Consumer<Event> report,
        Consumer<Throwable> onFailure) {

    SnapshotTraffic traffic(Transport.Link link, Runtime runtime) {
        return new SnapshotTraffic(this, link, runtime);
    }
}
