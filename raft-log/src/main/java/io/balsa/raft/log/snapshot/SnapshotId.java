package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.EntryId;

/// Names the content of a snapshot: members whose snapshots have the same id have the same bytes,
/// so a transfer that broke off can go on with either.
///
/// Two members' snapshots of the same entry stand for the same state and may still differ in their
/// bytes.
///
/// @param last the last entry that it covers
/// @param bytes the size of the content
/// @param checksum the CRC32C of the content
public record SnapshotId(EntryId last, long bytes, int checksum) {
    public SnapshotId {
        if (last.index() == 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "no snapshot has %,d bytes and covers %s".formatted(bytes, last));
        }
    }

    @Override
    public String toString() {
        return "%s (%,d bytes, %08x)".formatted(last, bytes, checksum);
    }
}
