package io.balsa.raft.log.snapshot;

import java.io.IOException;
import java.io.OutputStream;

/// A snapshot that is being written, confined to one thread at a time. Nobody sees it, and a crash
/// leaves nothing of it, before [#finish()].
///
/// After an exception it is of no use: close it, and begin another.
public interface SnapshotDraft extends AutoCloseable {
    /// Takes the content. It is buffered as suits the store, so small writes are fine. Closing it
    /// changes nothing: what decides is [#finish()].
    ///
    /// Its writes throw [io.balsa.raft.log.DiskFullException] when there is no room.
    OutputStream stream();

    /// Makes it durable, then the newest snapshot of the store, atomically: after a crash before
    /// this returns the newest is that of before, or this one, whole. It is not made the newest
    /// when one of a later entry was finished meanwhile: the newest never goes back.
    ///
    /// @throws io.balsa.raft.log.DiskFullException when there is no room for it
    SnapshotId finish() throws IOException;

    /// Gives it up, unless it is finished. Leaves nothing behind.
    @Override
    void close() throws IOException;
}
