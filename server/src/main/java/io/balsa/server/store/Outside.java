package io.balsa.server.store;

import io.balsa.raft.core.Belonging;
import io.balsa.server.store.RequestFailure.Kind;

/// What a client is told of a failure when the member that it asked stands outside of every group:
/// that waiting does not help, and what does.
final class Outside {
    private Outside() {}

    /// The same failure, with the remedy in its message where this member cannot help.
    static RequestFailure explain(RequestFailure failure, Belonging belonging) {
        if (failure.kind() != Kind.NO_LEADER && failure.kind() != Kind.TIMED_OUT) {
            return failure;
        }
        return switch (belonging) {
            case STRANGER ->
                    failure.withMessage(
                            "this member belongs to no group yet: found one with it (init), or"
                                    + " have the leader of a group add it as a learner");
            case REMOVED ->
                    failure.withMessage(
                            "this member was removed from its group: ask another member");
            case VOTER, LEARNER -> failure;
        };
    }
}
