package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.snapshot.SnapshotId;

/// How far the newest snapshot has come on its way to another member.
///
/// @param arrivedBytes what the other has said to have, of `id.bytes()`
public record SnapshotTransfer(MemberId to, SnapshotId id, long arrivedBytes) {}
