package io.balsa.raft.node;

/// How much a member has done since it started.
///
/// @param diskWrites how often it waited for its disk
/// @param diskEntries how many entries it has written; divided by `diskWrites`, how well group
///   commit works
public record RaftCounters(long diskWrites, long diskEntries) {}
