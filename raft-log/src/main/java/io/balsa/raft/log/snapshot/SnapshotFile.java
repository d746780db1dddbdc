package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// A finished snapshot, open for reading. Its content never changes, and can be read until this is
/// closed, also when a newer snapshot has taken its place meanwhile.
///
/// Several may be open at once, of the same snapshot too; each is confined to one thread at a time.
public interface SnapshotFile extends AutoCloseable {
    /// What it stands for.
    SnapshotMark mark();

    /// Its content: size and checksum.
    SnapshotId id();

    /// Fills `target` from `position` of the content on, until it is full or the content ends. What
    /// it brings is what was written: checked against a sum, each time.
    ///
    /// @throws CorruptSnapshotException when it does not read back as it was written; nothing of
    ///   what the target has then may be used
    /// @throws IOException when the disk does not answer; the same read may be tried again
    void read(long position, ByteBuffer target) throws IOException;

    /// The content from front to back. Ends with [CorruptSnapshotException] instead of its last
    /// byte when the whole is not what was written. Closing it changes nothing.
    default InputStream stream() {
        return new SnapshotStream(this);
    }

    @Override
    void close() throws IOException;
}
