package io.balsa.raft.core;

/// A membership and the entry that holds it. It takes effect as soon as it is appended (§6), not
/// when it is committed.
///
/// @param id its place in the log, also once the log is purged: what changes of membership compare
///   with
public record MembershipEntry(EntryId id, Membership membership) {
    /// In place of the entry of a group that is not known yet.
    static final MembershipEntry NONE = new MembershipEntry(EntryId.NONE, Membership.NONE);

    public long index() {
        return id.index();
    }
}
