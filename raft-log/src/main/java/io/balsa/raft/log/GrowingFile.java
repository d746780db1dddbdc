package io.balsa.raft.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk] that grows at its end, for bulk data: what is appended is on the disk
/// with the next [#sync()], not before.
///
/// A crash leaves everything up to the size at the last sync. Behind that it leaves the file cut
/// off anywhere, and zeros in place of any of its sectors. Append in large pieces: there is no
/// buffer here.
public interface GrowingFile extends AutoCloseable {
    String name();

    /// With what is not durable yet.
    long size();

    /// Writes all remaining bytes of `source` behind the end.
    ///
    /// @throws DiskFullException when there is no room; how much of it arrived is unknown
    void append(ByteBuffer source) throws IOException;

    /// Cuts the file off; durable with the next sync.
    void truncate(long bytes) throws IOException;

    /// Makes the size and everything before it durable. After an [IOException] nothing is known of
    /// what was appended since the last sync, and to sync again proves nothing.
    ///
    /// @throws DiskFullException when only now it shows that there is no room
    void sync() throws IOException;

    /// Lets go of the file, without a sync.
    @Override
    void close() throws IOException;
}
