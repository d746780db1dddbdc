package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;

/// A command that is committed and applied.
///
/// @param id its place in the log
/// @param result what the state machine made of it
public record Applied<R>(EntryId id, R result) {}
