package io.balsa.raft.log;

import java.io.IOException;
import java.util.List;

/// The files of one folder: the only way to a disk. The simulator puts one in its place that
/// forgets what was not synced, tears writes, flips bits and fills up.
public interface Disk {
    /// Opens an existing file for reading and writing.
    DiskFile open(String name) throws IOException;

    /// Creates a file of `bytes` zero bytes, durable with its name, size and zeros when this
    /// returns. A crash before that leaves either no file of this name or the whole one.
    ///
    /// @throws DiskFullException when there is no room for it; nothing is left behind
    DiskFile create(String name, long bytes) throws IOException;

    /// Says that a file of `bytes` will be created soon, so that it can be made ready meanwhile.
    /// Never waits and never fails; a disk may ignore it.
    default void prepare(long bytes) {}

    /// Opens a file to append to, behind what it holds. Creates an empty one when there is none,
    /// durable with its name when this returns.
    ///
    /// @throws DiskFullException when there is no room for another file
    GrowingFile grow(String name) throws IOException;

    /// Is there a file of this name?
    boolean exists(String name) throws IOException;

    /// The names of all files, sorted.
    List<String> list() throws IOException;

    /// Renames a file over another, atomically; durable when this returns. The content has to be
    /// durable before. Whoever has the other one open goes on with its old content.
    void rename(String from, String to) throws IOException;

    /// Deletes a file; durable when this returns. No error when there is none. Whoever has it open
    /// can go on reading.
    void delete(String name) throws IOException;
}
