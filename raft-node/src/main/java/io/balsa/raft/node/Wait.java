package io.balsa.raft.node;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Somebody waits for a state of a member.
///
/// @param what is awaited, for people
/// @param deadline the time after which it is not awaited any more, by the member's clock
record Wait(
        String what,
        Predicate<RaftState> condition,
        long patienceNanos,
        long deadline,
        CompletableFuture<RaftState> answer) {

    /// Looks at the state. Returns true when there is nothing left to wait for.
    boolean isOver(RaftState state, long now) {
        try {
            if (answer.isDone()) {
                return true;
            }
            if (condition.test(state)) {
                answer.complete(state);
                return true;
            }
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            return true;
        }
        if (now < deadline) {
            return false;
        }
        fail(
                new RaftException.TimedOut(
                        "waited %,.3f s for %s; the last that was seen is %s"
                                .formatted(patienceNanos / 1e9, what, state)));
        return true;
    }

    void fail(RaftException reason) {
        answer.completeExceptionally(reason);
    }
}
