package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// The leader's side of reads that cost no message: while a quorum cannot have elected another
/// leader yet, nobody can have committed what this leader does not know (Raft thesis §6.4.1). Why
/// that holds, and when it does not, is argued in docs/lease-reads.md.
final class LeaseReads {
    private static final long FOREVER = Long.MAX_VALUE;

    private final Knowledge state;
    private final Leadership leadership;

    LeaseReads(Knowledge state, Leadership leadership) {
        this.state = state;
        this.leadership = leadership;
    }

    /// Answers `read`, of this member's own or of the follower `asker`, if the lease holds. Returns
    /// whether it does.
    boolean answer(long read, @Nullable MemberId asker) {
        if (!holds()) {
            return false;
        }
        if (asker == null) {
            state.outbox().answer(new Effect.ReadAt(read, state.commit()));
        } else {
            state.outbox().send(asker, new Message.ReadIndex(state.term(), read, state.commit()));
        }
        return true;
    }

    private boolean holds() {
        return state.config().options().hasLease()
                && leadership.hasCommittedInTerm()
                && !leadership.mayHaveHandedOver()
                && state.now() < end();
    }

    /// A quorum is loyal for the shortest election timeout from the moment at which it heard what
    /// it has answered. That was not before it was sent; but its clocks may be faster than this
    /// one.
    private long end() {
        var heard = leadership.quorumSentAt();
        var drift = state.config().options().clockDriftMax();
        return heard == FOREVER
                ? FOREVER
                : heard + (long) (state.timing().electionMinNanos() / (1 + drift));
    }
}
