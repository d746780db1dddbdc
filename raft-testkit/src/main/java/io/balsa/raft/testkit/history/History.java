package io.balsa.raft.testkit.history;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Records what clients ask and hear. Confined to one thread.
///
/// An operation that was begun stays open, which says "may or may not have happened", until it is
/// ended with an answer or called off as something that certainly did not happen.
public final class History<I, O> {
    private final List<@Nullable Operation<I, O>> operations = new ArrayList<>();

    /// Notes that `client` asks `input` of `key`, and returns the operation's number.
    public int begin(int client, String key, I input, long nowNanos) {
        operations.add(new Operation<>(client, key, input, nowNanos, Operation.NEVER, null));
        return operations.size() - 1;
    }

    /// Notes the answer to an operation.
    public void end(int number, O output, long nowNanos) {
        var begun = open(number);
        var ended =
                new Operation<>(
                        begun.client(),
                        begun.key(),
                        begun.input(),
                        begun.invokedNanos(),
                        nowNanos,
                        output);
        operations.set(number, ended);
    }

    /// Notes that an operation did not happen and never will.
    public void callOff(int number) {
        open(number);
        operations.set(number, null);
    }

    /// All operations that happened or may have, in the order in which they were asked.
    public List<Operation<I, O>> operations() {
        var happened = new ArrayList<Operation<I, O>>();
        for (var operation : operations) {
            if (operation != null) {
                happened.add(operation);
            }
        }
        return happened;
    }

    private Operation<I, O> open(int number) {
        var operation = operations.get(number);
        if (operation == null || !operation.isOpen()) {
            throw new IllegalStateException("operation " + number + " has already ended");
        }
        return operation;
    }
}
