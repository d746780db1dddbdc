package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// A member's snapshots: the newest complete one, and what is to become one.
///
/// There is one newest snapshot, and it only ever moves to later entries, or to other bytes for the
/// same one. Becoming the newest is atomic and durable. One thread at a time writes a draft, and
/// one a partial, which may be the same or another; any number of threads open the newest and read
/// it meanwhile.
///
/// The store knows nothing of the log. Whoever purges or resets the log does so after the snapshot
/// that takes the place of the entries is finished, never before.
///
/// Damage is a [CorruptSnapshotException], when the store is opened or when the bytes are read;
/// damaged bytes are never handed out. Any other [IOException] spoils the draft, partial or file
/// that it came from and nothing else: the store can still be used.
public interface SnapshotStore extends AutoCloseable {
    /// What the newest snapshot stands for; null when there is none.
    @Nullable SnapshotMark newest();

    /// Opens the newest snapshot; null when there is none.
    ///
    /// @throws CorruptSnapshotException when it is damaged
    @Nullable SnapshotFile open() throws IOException;

    /// Begins a snapshot. A draft that was begun before and not closed is given up.
    ///
    /// @throws io.balsa.raft.log.DiskFullException when there is no room for it
    SnapshotDraft begin(SnapshotMark mark) throws IOException;

    /// Begins to receive the content `id` from another member, or goes on with it: where it was
    /// closed in this life, or, after a restart, where it had become durable. What does not read
    /// back as it was received is not counted, and comes again. What was received of any other
    /// content is dropped, since only one transfer is under way at a time.
    ///
    /// @param mark what it stands for; `mark.last()` equals `id.last()`
    /// @throws io.balsa.raft.log.DiskFullException when there is no room for it
    SnapshotPartial receive(SnapshotId id, SnapshotMark mark) throws IOException;

    @Override
    void close() throws IOException;
}
