package io.balsa.raft.testkit.history;

/// How an object answers when its operations come strictly one after the other. Must be a pure
/// function: the checker tries many orders.
///
/// @param <S> a state; immutable, with `equals` and `hashCode`
/// @param <I> what is asked of the object
/// @param <O> what it answers, with `equals`
public interface SequentialModel<S, I, O> {
    /// The state before the first operation.
    S initial();

    /// What an operation on `state` leads to. Total: every operation can be asked in every state.
    Step<S, O> step(S state, I input);

    /// Does an operation that was answered like this leave the state as it was, whatever the state?
    /// Only ever makes the search shorter: when in doubt, no.
    default boolean isRead(I input, O output) {
        return false;
    }

    /// The state after an operation, and its answer.
    record Step<S, O>(S state, O output) {}
}
