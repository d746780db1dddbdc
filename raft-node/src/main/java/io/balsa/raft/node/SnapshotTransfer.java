package io.balsa.raft.node;

import io.balsa.raft.log.snapshot.SnapshotId;

/// How far a snapshot has come on its way to another member.
///
/// @param arrivedBytes what the other has said to have, of [#bytes]
public record SnapshotTransfer(SnapshotId id, long arrivedBytes) {
    /// How large it is.
    public long bytes() {
        return id.bytes();
    }
}
