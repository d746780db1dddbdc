package io.balsa.server.http;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.RaftState;

/// What the part that a member plays is called in JSON.
public final class Roles {
    private Roles() {}

    /// A member that votes for nobody is a learner, also while it belongs to no group yet.
    public static String name(RaftState state) {
        if (state.belonging() == Belonging.REMOVED) {
            return "Removed";
        }
        if (state.belonging() != Belonging.VOTER) {
            return "Learner";
        }
        return switch (state.role()) {
            case Role.Follower _ -> "Follower";
            case Role.PreCandidate _ -> "PreCandidate";
            case Role.Candidate _ -> "Candidate";
            case Role.Leader _ -> "Leader";
        };
    }
}
