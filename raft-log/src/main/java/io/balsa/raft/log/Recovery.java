package io.balsa.raft.log;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.LogSlice;

/// What a [LogStore] held when it was opened.
///
/// @param ballot the last ballot written, [Ballot#NONE] in a new store
/// @param log the ids of all entries, with the memberships among them; its `previous` is the last
///   entry that was purged
/// @param sizes the payload size of every entry; belongs to the caller from now on
public record Recovery(Ballot ballot, LogSlice log, SizeTable sizes) {}
