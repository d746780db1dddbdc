package io.balsa.server.store;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.RaftState;
import io.balsa.server.store.RequestFailure.Kind;

import org.jspecify.annotations.Nullable;

/// What a client is told when the member that it asked stands outside of every group: that waiting
/// does not help, and what does.
public final class Outside {
    private static final String STRANGER =
            "this member belongs to no group yet: found one with it (init), or have the leader of a"
                    + " group add it as a learner";

    private static final String REMOVED =
            "this member was removed from its group: ask another member";

    private Outside() {}

    /// Why a member in this state can neither write, nor read what is linearizable, nor change a
    /// group, however long a client waits; null when it may well.
    ///
    /// Whoever knows a leader, or any membership, is on its way into a group. A leader that was
    /// removed serves on until it has handed over.
    public static @Nullable String obstacle(RaftState state) {
        return switch (state.belonging()) {
            case STRANGER ->
                    state.leader() == null && state.membership().isEmpty() ? STRANGER : null;
            case REMOVED -> state.role() instanceof Role.Leader ? null : REMOVED;
            case VOTER, LEARNER -> null;
        };
    }

    /// The same failure, with the remedy in its message where this member cannot help.
    static RequestFailure explain(RequestFailure failure, Belonging belonging) {
        if (failure.kind() != Kind.NO_LEADER && failure.kind() != Kind.TIMED_OUT) {
            return failure;
        }
        return switch (belonging) {
            case STRANGER -> failure.withMessage(STRANGER);
            case REMOVED -> failure.withMessage(REMOVED);
            case VOTER, LEARNER -> failure;
        };
    }
}
