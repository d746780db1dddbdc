package io.balsa.raft.core;

/// What a snapshot stands for: the state after all entries up to and with `last` (§7).
///
/// @param last the last entry that it covers
/// @param membership the latest membership among the entries it covers, with its place in the log
public record SnapshotMark(EntryId last, MembershipEntry membership) {}
