package io.balsa.raft.testkit.history;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// One key of a key-value store, as a client sees it.
public final class Register
        implements SequentialModel<Register.Content, Register.Action, Register.Answer> {

    /// What a register holds; null when the key does not exist.
    public record Content(@Nullable String value) {}

    /// What can be asked of a register.
    public sealed interface Action {
        /// Asks for the value.
        record Get() implements Action {}

        /// Sets the value.
        record Put(String value) implements Action {}

        /// Takes the value away.
        record Delete() implements Action {}

        /// Puts `value` if the register holds `expected`; null expects that there is no such key.
        record CompareAndSet(@Nullable String expected, String value) implements Action {}
    }

    /// What a register answers.
    public sealed interface Answer {
        /// To [Action.Get].
        record Value(@Nullable String value) implements Answer {}

        /// To [Action.Put].
        record Done() implements Answer {}

        /// To [Action.Delete]: was there anything to delete?
        record Deleted(boolean existed) implements Answer {}

        /// To [Action.CompareAndSet]: did it hold what was expected?
        record Compared(boolean equal) implements Answer {}
    }

    @Override
    public Content initial() {
        return new Content(null);
    }

    @Override
    public Step<Content, Answer> step(Content before, Action action) {
        return switch (action) {
            case Action.Get() -> new Step<>(before, new Answer.Value(before.value));
            case Action.Put(var value) -> new Step<>(new Content(value), new Answer.Done());
            case Action.Delete() ->
                    new Step<>(new Content(null), new Answer.Deleted(before.value != null));
            case Action.CompareAndSet(var expected, var value) -> {
                var equal = Objects.equals(before.value, expected);
                var after = equal ? new Content(value) : before;
                yield new Step<>(after, new Answer.Compared(equal));
            }
        };
    }

    @Override
    public boolean isRead(Action action, Answer answer) {
        return switch (answer) {
            case Answer.Value _ -> true;
            case Answer.Done _ -> false;
            case Answer.Deleted(var existed) -> !existed;
            case Answer.Compared(var equal) -> !equal;
        };
    }
}
