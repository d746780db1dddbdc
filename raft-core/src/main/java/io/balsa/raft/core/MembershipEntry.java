package io.balsa.raft.core;

/// A membership and the place in the log that it takes effect from: as soon as it is appended (§6),
/// not when it is committed.
public record MembershipEntry(long index, Membership membership) {}
