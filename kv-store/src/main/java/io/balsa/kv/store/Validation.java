package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Judges commands and queries before they cost anything: a command that has a problem here never
/// enters the log.
///
/// Problems that depend on what the store holds ([Problem#KEY_NOT_FOUND], revisions, sessions) show
/// when the command is applied, as [KvResult.Rejected].
public record Validation(KvLimits limits) {
    public static final Validation DEFAULT = new Validation(KvLimits.DEFAULT);

    /// What is wrong with a command, and with the session it is sent in, if any.
    public Optional<Problem> problem(Command command, @Nullable Once once) {
        var problem = Rules.problem(command, limits.operationsMax());
        if (problem == null && once != null) {
            problem = Rules.problem(once);
        }
        if (problem == null && isTooLarge(command, once)) {
            problem = Problem.REQUEST_TOO_LARGE;
        }
        return Optional.ofNullable(problem);
    }

    /// What is wrong with a query, alone or as a read-only transaction.
    public Optional<Problem> problem(Operation query) {
        var problem = Rules.problem(query, limits.operationsMax());
        if (problem == null && hasLongKeyOrValue(query)) {
            problem = Problem.REQUEST_TOO_LARGE;
        }
        return Optional.ofNullable(problem);
    }

    private boolean isTooLarge(Command command, @Nullable Once once) {
        return hasLongKeyOrValue(command)
                || CommandFormat.size(command, once) > limits.requestBytesMax();
    }

    private boolean hasLongKeyOrValue(Operation operation) {
        return switch (operation) {
            case Put(var key, var value, _) -> isLong(key) || (value != null && isLongValue(value));
            case DeleteRange(var keys, _) -> isLong(keys);
            case RangeQuery query -> isLong(query.keys());
            case Txn txn ->
                    txn.compares().stream().anyMatch(compare -> isLong(compare.keys()))
                            || txn.success().stream().anyMatch(this::hasLongKeyOrValue)
                            || txn.failure().stream().anyMatch(this::hasLongKeyOrValue);
        };
    }

    private boolean isLong(KeyRange keys) {
        return isLong(keys.key()) || isLong(keys.end());
    }

    private boolean isLong(Bytes key) {
        return key.size() > limits.keyBytesMax();
    }

    private boolean isLongValue(Bytes value) {
        return value.size() > limits.valueBytesMax();
    }
}
