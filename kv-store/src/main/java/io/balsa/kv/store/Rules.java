package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What every command must keep to, whatever the store holds. Judged before the log, and again by
/// [KvStore]: nothing that breaks them is ever carried out.
final class Rules {
    private Rules() {}

    /// What is wrong with an operation, or null.
    ///
    /// @param operationsMax compares, and operations of each branch, of a transaction
    static @Nullable Problem problem(Operation operation, int operationsMax) {
        return switch (operation) {
            case Put put -> keyProblem(put.key());
            case DeleteRange delete -> keyProblem(delete.keys().key());
            case RangeQuery query -> keyProblem(query.keys().key());
            case Txn txn -> {
                var problem = txnProblem(txn, operationsMax, 1);
                yield problem == null && clashes(txn) ? Problem.DUPLICATE_KEY : problem;
            }
        };
    }

    /// What is wrong with the name of a session or the number of a command, or null.
    static @Nullable Problem problem(Once once) {
        var size = once.session().size();
        return size == 0 || size > Once.SESSION_BYTES_MAX || once.serial() < 0
                ? Problem.BAD_SESSION
                : null;
    }

    private static @Nullable Problem keyProblem(Bytes key) {
        return key.isEmpty() ? Problem.KEY_NOT_PROVIDED : null;
    }

    private static @Nullable Problem txnProblem(Txn txn, int operationsMax, int depth) {
        if (depth > CommandFormat.DEPTH_MAX) {
            return Problem.TOO_DEEP;
        }
        var operations = Math.max(txn.success().size(), txn.failure().size());
        var most = Math.max(operations, txn.compares().size());
        if (most > operationsMax) {
            return Problem.TOO_MANY_OPERATIONS;
        }
        for (var compare : txn.compares()) {
            if (compare.keys().key().isEmpty()) {
                return Problem.KEY_NOT_PROVIDED;
            }
        }
        var problem = branchProblem(txn.success(), operationsMax - most, depth);
        return problem == null
                ? branchProblem(txn.failure(), operationsMax - most, depth)
                : problem;
    }

    private static @Nullable Problem branchProblem(
            List<Operation> branch, int operationsMax, int depth) {
        for (var operation : branch) {
            var problem =
                    operation instanceof Txn inner
                            ? txnProblem(inner, operationsMax, depth + 1)
                            : problem(operation, operationsMax);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static boolean clashes(Txn txn) {
        return WriteSet.clashes(txn.success()) || WriteSet.clashes(txn.failure());
    }
}
