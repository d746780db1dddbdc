package io.balsa.raft.core;

/// Everything that can happen to a member.
public sealed interface Event {
    /// Nothing arrived, but [Raft#deadline()] may have passed.
    record TimePassed() implements Event {}

    record Received(MemberId from, Message message) implements Event {}

    /// The connection to `member` broke: what was under way to it may be lost.
    record Unreachable(MemberId member) implements Event {}

    /// Somebody wants commands in the log, in this order.
    ///
    /// @param proposal the shell's name for them
    /// @param count how many there are
    /// @param bytes the size of their payloads together
    /// @param term the term of the leader that another member has passed them on to: no other takes
    ///   them, so that a late copy of that message changes nothing; 0 when this member's own
    ///   callers want them, and any leader will do
    record Proposed(long proposal, int count, long bytes, long term) implements Event {
        boolean isForwarded() {
            return term != 0;
        }
    }

    /// Somebody wants a linearizable read. `read` is the shell's name for it.
    record ReadRequested(long read) implements Event {}

    /// The [Effect.Persist] of this number is on disk, and all before it.
    record Persisted(long sequence) implements Event {}

    /// The first member of a group starts it with this membership.
    record Bootstrapped(Membership membership) implements Event {}
}
