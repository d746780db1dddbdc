package io.balsa.raft.member;

import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.OpenParts;

import org.jspecify.annotations.Nullable;

/// What a node closes once it runs.
record Stores(LogStore log, @Nullable SnapshotStore snapshots) {
    void handOver(OpenParts parts) {
        parts.handOver(log);
        if (snapshots != null) {
            parts.handOver(snapshots);
        }
    }
}
