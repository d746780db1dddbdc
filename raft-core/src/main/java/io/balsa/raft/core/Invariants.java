package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

/// What must hold of a member after every step, whatever has happened.
final class Invariants {
    private Invariants() {}

    static void hold(Knowledge state) {
        var ballot = state.ballot();
        var durable = state.durability();
        var log = state.log();
        check(ballot.term() >= durable.ballot().term(), "the disk is never ahead of the term");
        check(durable.index() <= log.lastIndex(), "the disk is never ahead of the log");
        check(state.commit() <= log.lastIndex(), "the commit index is within the log");
        check(state.commit() >= log.base().index(), "only what is committed is purged");
        check(
                log.lastEntry().term() <= ballot.term(),
                "no entry is of a later term than the member");
        if (state.standing() instanceof Leadership) {
            check(state.self().equals(ballot.votedFor()), "a leader voted for itself");
            check(ballot.promisesTheSameAs(durable.ballot()), "a leader's own vote is durable");
            check(!state.trust().isIsolated(), "an isolated member does not lead");
        }
    }
}
