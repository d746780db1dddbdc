package io.balsa.raft.core;

/// A membership and the entry that holds it. It takes effect as soon as it is appended (§6), not
/// when it is committed.
///
/// @param id its place in the log, also once the log is purged: what changes of membership compare
///   with
public record MembershipEntry(EntryId id, Membership membership) {
    public long index() {
        return id.index();
    }
}
