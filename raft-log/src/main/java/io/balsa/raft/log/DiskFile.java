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

    /// Writes like [#write(long, ByteBuffer)], from memory that the disk may use: in the pages of 4
    /// KiB that hold the bytes of `source`, what is before the first of them and behind the last
    /// counts for nothing, and may have changed afterwards.
    ///
    /// A disk that takes whole pages puts there what the file holds in that place, and copies
    /// nothing else, provided that the buffer is direct, is made of whole pages of memory, and has
    /// its bytes where they will be in those of the file.
    default void writeInPlace(long position, ByteBuffer source) throws IOException {
        write(position, source);
    }

    /// Fills `target` from `position` on, until it is full or the file ends.
    void read(long position, ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
}
