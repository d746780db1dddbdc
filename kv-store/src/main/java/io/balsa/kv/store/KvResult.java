package io.balsa.kv.store;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What came of a command or a query.
public sealed interface KvResult {
    /// The store's revision once this was done. Inside a transaction: as seen at this operation.
    long revision();

    /// A key is set.
    ///
    /// @param previous the pair before, if asked for and there was one
    record PutResult(long revision, @Nullable KeyValue previous) implements KvResult {}

    /// Keys are deleted, `deleted` of them.
    ///
    /// @param previous the deleted pairs in key order, if asked for
    record DeleteResult(long revision, long deleted, List<KeyValue> previous) implements KvResult {
        public DeleteResult {
            previous = List.copyOf(previous);
        }
    }

    /// What a range holds.
    ///
    /// @param more did the limit cut pairs off?
    /// @param count keys in the range, whatever limit and filter say
    record RangeResult(long revision, List<KeyValue> pairs, boolean more, long count)
            implements KvResult {
        public RangeResult {
            pairs = List.copyOf(pairs);
        }
    }

    /// A transaction has run.
    ///
    /// @param succeeded which branch was taken
    /// @param results one for each operation of that branch, in order
    record TxnResult(long revision, boolean succeeded, List<KvResult> results) implements KvResult {
        public TxnResult {
            results = List.copyOf(results);
        }
    }

    /// It was not carried out, and nothing has changed.
    record Rejected(long revision, Problem problem) implements KvResult {}
}
