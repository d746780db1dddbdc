package io.balsa.raft.core;

import java.util.random.RandomGenerator;

/// Whether this member may lead, and how eager it is to.
final class Candidacy {
    private static final int MOST_PRIORITY = 100;

    private final Knowledge state;
    private final RandomGenerator random;
    private boolean isKnownToBeRemoved;

    Candidacy(Knowledge state, RandomGenerator random) {
        this.state = state;
        this.random = random;
    }

    /// What this member is to its group.
    Belonging belonging() {
        return Belonging.of(
                state.self(),
                state.membership(),
                state.committedMembership().membership(),
                isKnownToBeRemoved);
    }

    /// Others know that this member was removed from the group.
    void learnRemoval() {
        isKnownToBeRemoved = true;
    }

    /// May this member campaign? A voter of the effective membership may, and so may one of the
    /// committed membership: when the effective one is lost with its leader, somebody must go on.
    boolean isEligible() {
        return belonging() == Belonging.VOTER && !state.trust().isIsolated();
    }

    /// May it campaign when nobody asks it to?
    boolean isByItself() {
        return isEligible() && state.switches().elect() && priority() > 0;
    }

    /// How long to wait for others. Drawn anew each time, so that members seldom campaign at once
    /// (§5.2); longer for a member that should rather not lead.
    long patience() {
        var timing = state.timing();
        return random.nextLong(timing.electionMinNanos(), timing.electionMaxNanos())
                + timing.electionMaxNanos() / MOST_PRIORITY * (MOST_PRIORITY - priority());
    }

    private int priority() {
        return state.config().options().priority();
    }
}
