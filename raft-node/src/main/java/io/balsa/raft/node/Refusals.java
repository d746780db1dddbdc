package io.balsa.raft.node;

import io.balsa.raft.core.Refusal;

/// What a caller is told of a [Refusal].
final class Refusals {
    private Refusals() {}

    static RaftException asException(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotLeader(var leader) ->
                    new RaftException.NoLeader(
                            leader == null
                                    ? "no leader is known at the moment; try again soon"
                                    : "member " + leader + " leads now; try again");
            case Refusal.TooManyUncommitted(var limit) ->
                    overloaded("commands wait for a quorum", "uncommittedEntriesMax", limit);
            case Refusal.TooManyUncommittedBytes(var limit) ->
                    overloaded("bytes of commands wait for a quorum", "uncommittedBytesMax", limit);
            case Refusal.TooManyUnapplied(var limit) ->
                    overloaded("bytes wait to be applied", "unappliedBytesMax", limit);
            case Refusal.TooManyReads(var limit) ->
                    overloaded("reads wait for a quorum", "waitingReadsMax", limit);
            case Refusal.Transferring(var to) ->
                    new RaftException.NoLeader(
                            "leadership is being handed over to member " + to + "; try again soon");
            case Refusal.DiskFull() ->
                    new RaftException.DiskFull(
                            "the leader's disk is full; make room on it, then try again");
        };
    }

    /// @param what there are too many of, as in "commands wait for a quorum"
    /// @param limit its name
    static RaftException.Overloaded overloaded(String what, String limit, long value) {
        return new RaftException.Overloaded(
                limit,
                "too many %s (%s = %d); slow down and try again".formatted(what, limit, value));
    }

    static RaftException.NoLeader removed() {
        return new RaftException.NoLeader(
                "this member was removed from its group: ask another member");
    }

    static RaftException.OtherTerm otherTerm(long expected) {
        return new RaftException.OtherTerm(
                "the command was meant for the leader of term %d, which leads no more"
                        .formatted(expected));
    }
}
