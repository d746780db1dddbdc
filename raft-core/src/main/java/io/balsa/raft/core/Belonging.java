package io.balsa.raft.core;

/// What a member is to its group, as far as it knows.
public enum Belonging {
    /// Votes and may lead, by the effective membership or by the committed one.
    VOTER,
    /// Receives the log.
    LEARNER,
    /// Was a member once and will never be one again: its id is retired.
    REMOVED,
    /// Is in no membership that it knows.
    STRANGER;

    /// What `member` is, given the effective and the committed membership.
    ///
    /// @param wasTold has the group told it that it was removed?
    static Belonging of(
            MemberId member, Membership effective, Membership committed, boolean wasTold) {
        if (wasTold) {
            return REMOVED;
        }
        if (effective.isVoter(member) || committed.isVoter(member)) {
            return VOTER;
        }
        if (effective.learners().contains(member) || committed.learners().contains(member)) {
            return LEARNER;
        }
        return effective.retired().contains(member) ? REMOVED : STRANGER;
    }
}
