package io.balsa.raft.log.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A snapshot that comes in from another member, from front to back; confined to one thread at a
/// time.
///
/// What was received becomes durable by and by, so that a transfer goes on close to where it
/// stopped when the member starts again: see [SnapshotStore#receive].
public interface SnapshotPartial extends AutoCloseable {
    /// The content that is being received.
    SnapshotId id();

    /// How much of it is here: the position that the next bytes belong to.
    long received();

    /// Adds the bytes at [#received()].
    ///
    /// @throws IllegalArgumentException when they are more than the content has
    /// @throws io.balsa.raft.log.DiskFullException when there is no room; nothing more can be added
    ///   until this is closed and received anew, from [#received()] of then on
    /// @throws IOException when the disk failed, likewise
    void write(ByteBuffer bytes) throws IOException;

    /// Checks that it is all there and that it is what the id names, then makes it the newest
    /// snapshot as [SnapshotDraft#finish()] does.
    ///
    /// @throws CorruptSnapshotException when it is not; it is dropped, and has to be received from
    ///   its first byte on
    /// @throws IllegalStateException when not all of it is there
    void finish() throws IOException;

    /// Ends the reception for now, unless it is finished. What is here stays for a later one.
    @Override
    void close() throws IOException;
}
