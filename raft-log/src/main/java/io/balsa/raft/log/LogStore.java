package io.balsa.raft.log;

import java.io.IOException;
import java.util.List;

/// A member's durable memory: its ballot and its log.
///
/// One thread at a time writes; any number may read meanwhile. The ballot and the entries share one
/// order: what was written first is never lost while something later survives.
///
/// An [IOException] from a write leaves the store unusable: what is on disk is unknown, and trying
/// the same write again may claim a durability that is not there. The member stops, and recovers
/// from its disk. Damage found while reading or opening is a [CorruptLogException], never an
/// ordinary end of the log.
public interface LogStore extends AutoCloseable {
    /// What the store held when it was opened.
    Recovery recovery();

    /// Carries out one change. Durable when it returns. A crash before that may leave none of it,
    /// the ballot alone, or all; of a change too large for one write of the store also the ballot,
    /// the drop and the first of the entries.
    ///
    /// @throws DiskFullException when there is no room for it: the same write may be tried again,
    ///   and nothing else may be written before it; what is stored can be read
    /// @throws IOException when the disk failed; the store takes no more writes
    void write(LogWrite write) throws IOException;

    /// The entries from `firstIndex` on, up to and with `lastIndex`: at least one, then as many as
    /// fit into `bytesMax` payload bytes. Entries that a write has dropped meanwhile are left out,
    /// so the answer may be empty.
    ///
    /// @throws CorruptLogException when an entry does not read back as it was written
    List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException;

    @Override
    void close() throws IOException;
}
