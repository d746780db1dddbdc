package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

import java.io.IOException;
import java.util.List;

/// A member's durable memory: its ballot and its log.
///
/// One thread at a time writes or purges; any number may read meanwhile. The ballot and the entries
/// share one order: what was written first is never lost while something later survives.
///
/// The log is one run of entries without a hole. It begins behind its *base*: [EntryId#NONE] in a
/// new store, later the last entry that was purged, or the one it was reset to. The base never goes
/// back, and no write drops an entry that was purged: it was committed.
///
/// An [IOException] from a write or a purge leaves the store unusable: what is on disk is unknown,
/// and trying the same again may claim a durability that is not there. The member stops, and
/// recovers from its disk. Damage found while reading or opening is a [CorruptLogException], never
/// an ordinary end of the log.
public interface LogStore extends AutoCloseable {
    /// What the store held when it was opened.
    Recovery recovery();

    /// Carries out one change. Durable when it returns. A crash before that may leave none of it,
    /// the ballot alone, or all; of a change too large for one write of the store also the ballot,
    /// the drop or the reset, and the first of the entries.
    ///
    /// @throws DiskFullException when there is no room for it: the same write may be tried again,
    ///   and nothing else may be written before it, though the store may be purged; what is stored
    ///   can be read
    /// @throws IOException when the disk failed; the store takes no more writes
    void write(LogWrite write) throws IOException;

    /// Gives up the entries up to and with `through`, to make room. It is a permission, not an
    /// order: the store may keep as many of them as suits it, and it need not be durable when it
    /// returns. So after a restart the log begins behind some entry between the base of before and
    /// `through`; never later. What follows `through` is not touched, and `through` remains known
    /// as the place where the log begins even when it was the last entry. Needs no room on the
    /// disk.
    ///
    /// Whoever purges has something durable in place of the entries: a snapshot.
    ///
    /// @param through an entry of the log; nothing happens when it was purged before
    /// @throws IOException when the disk failed; the store takes no more writes
    void purge(EntryId through) throws IOException;

    /// The entries from `firstIndex` on, up to and with `lastIndex`: at least one, then as many as
    /// fit into `bytesMax` payload bytes. Entries that a write has dropped meanwhile are left out,
    /// so the answer may be empty. It also is when the first of them was purged: an answer begins
    /// at `firstIndex` or has nothing in it.
    ///
    /// @throws CorruptLogException when an entry does not read back as it was written
    /// @throws IOException when the disk does not answer; the store can still be used, and the same
    ///   read be tried again
    List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException;

    @Override
    void close() throws IOException;
}
