package io.balsa.raft.testkit.history;

import io.balsa.raft.testkit.history.Register.Action;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// Draws what a client asks of a register.
public final class RegisterActions {
    private RegisterActions() {}

    /// A random action.
    ///
    /// @param value never used before, so that an answer tells which write it saw
    /// @param seen what the client saw last: a comparison expects it, so that some succeed
    public static Action draw(RandomGenerator random, String value, @Nullable String seen) {
        return switch (random.nextInt(10)) {
            case 0 -> new Action.Delete();
            case 1, 2 -> new Action.CompareAndSet(seen, value);
            case 3, 4, 5 -> new Action.Put(value);
            default -> new Action.Get();
        };
    }
}
