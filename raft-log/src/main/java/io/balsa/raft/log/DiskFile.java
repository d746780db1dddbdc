package io.balsa.raft.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk]. Writes are durable when they return: no separate sync to forget. Reads
/// may run beside a write.
public interface DiskFile extends AutoCloseable {
    /// Its name on the disk.
    String name();

    /// Its length in bytes.
    long size() throws IOException;

    /// Writes all remaining bytes of `source` at `position`, within the file's size; durable when
    /// it returns. A crash before that may leave any part of them.
    void write(long position, ByteBuffer source) throws IOException;

    /// Fills `target` from `position` on, until it is full or the file ends.
    void read(long position, ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
}
