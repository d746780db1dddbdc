package io.balsa.raft.core;

/// Everything that can happen to a member.
public sealed interface Event {
    /// Nothing arrived, but [Raft#deadline()] may have passed.
    record TimePassed() implements Event {}

    record Received(MemberId from, Message message) implements Event {}

    /// The connection to `member` broke: what was under way to it may be lost.
    record Unreachable(MemberId member) implements Event {}

    /// Somebody wants `count` commands in the log, in this order. `proposal` is the shell's name
    /// for them. `forwarded` says that another member already passed them on: they are not passed
    /// on again.
    record Proposed(long proposal, int count, boolean forwarded) implements Event {}

    /// Somebody wants a linearizable read. `read` is the shell's name for it.
    record ReadRequested(long read) implements Event {}

    /// The [Effect.Persist] of this number is on disk, and all before it.
    record Persisted(long sequence) implements Event {}

    /// The first member of a group starts it with this membership.
    record Bootstrapped(Membership membership) implements Event {}
}
