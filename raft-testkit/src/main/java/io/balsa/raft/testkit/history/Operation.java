package io.balsa.raft.testkit.history;

import org.jspecify.annotations.Nullable;

/// One operation of a client on one object: it took effect at some moment between `invokedNanos`
/// and `returnedNanos`, or, when nobody knows how it ended, at any moment after `invokedNanos` or
/// never.
///
/// @param client who asked; a client asks one thing after the other, unless one stays open
/// @param key the object
/// @param returnedNanos [#NEVER] when it is open
/// @param output what the client was told; null when it is open
public record Operation<I, O>(
        int client,
        String key,
        I input,
        long invokedNanos,
        long returnedNanos,
        @Nullable O output) {
    /// The end of an operation of which nobody heard again.
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        if ((output == null) != (returnedNanos == NEVER)) {
            throw new IllegalArgumentException("an operation has an answer once it returned");
        }
        if (returnedNanos < invokedNanos) {
            throw new IllegalArgumentException("an operation returns after it was invoked");
        }
    }

    /// Is its outcome unknown?
    public boolean isOpen() {
        return output == null;
    }

    @Override
    public String toString() {
        return "client %d, %s: %s %s".formatted(client, key, input, isOpen() ? "…" : "→ " + output)
                + " [%d, %s]".formatted(invokedNanos, isOpen() ? "?" : returnedNanos);
    }
}
