package io.balsa.kv.store;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a client can have done to the store. Each command is atomic, and what it writes is written
/// at one revision.
public sealed interface Command extends Operation {
    /// Sets a key.
    ///
    /// @param value null leaves the value that the key has, and is [Problem#KEY_NOT_FOUND] when
    ///   there is no such key
    /// @param previous answer with the pair that is overwritten
    record Put(Bytes key, @Nullable Bytes value, boolean previous) implements Command {
        @Override
        public boolean isReadOnly() {
            return false;
        }
    }

    /// Deletes all keys in a range. Where there are none, the revision stays.
    ///
    /// @param previous answer with the pairs that are deleted
    record DeleteRange(KeyRange keys, boolean previous) implements Command {
        @Override
        public boolean isReadOnly() {
            return false;
        }
    }

    /// Carries out `success` when all of `compares` hold, `failure` otherwise: in order, each
    /// operation seeing what those before it wrote. Compare-and-set is one compare and one put.
    ///
    /// Which branches are taken, also of transactions inside, is decided before anything is
    /// written. No branch puts a key twice, or puts it and deletes it ([Problem#DUPLICATE_KEY]).
    record Txn(List<Compare> compares, List<Operation> success, List<Operation> failure)
            implements Command {
        public Txn {
            compares = List.copyOf(compares);
            success = List.copyOf(success);
            failure = List.copyOf(failure);
        }

        /// Sets `key` to `value` if all of `compares` hold, else answers with what the key holds.
        public static Txn compareAndSet(List<Compare> compares, Bytes key, Bytes value) {
            return new Txn(
                    compares,
                    List.of(new Put(key, value, false)),
                    List.of(RangeQuery.of(KeyRange.of(key))));
        }

        @Override
        public boolean isReadOnly() {
            return success.stream().allMatch(Operation::isReadOnly)
                    && failure.stream().allMatch(Operation::isReadOnly);
        }
    }
}
