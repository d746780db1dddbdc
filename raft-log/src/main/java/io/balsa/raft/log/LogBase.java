package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;

/// Where the log on disk begins.
///
/// @param segment the number of its first segment; those before it are of no use any more
/// @param chain the sum of the last mark before that segment, 0 before the first of all
/// @param entry the last entry that was in none of the segments from there on: the entry that the
///   log begins behind, unless a frame in one of them says that the log begins elsewhere
record LogBase(long segment, int chain, EntryId entry) {
    /// A log of which nothing was purged.
    static final LogBase NONE = new LogBase(1, 0, EntryId.NONE);
}
