package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;

import java.util.List;

/// About how many bytes an answer takes in memory. A rule, not a measurement: it must give the same
/// on every member.
final class AnswerBytes {
    private static final long OBJECT = 64;

    private AnswerBytes() {}

    static long of(KvResult result) {
        return OBJECT
                + switch (result) {
                    case PutResult(_, var previous) -> previous == null ? 0 : of(previous);
                    case DeleteResult(_, _, var previous) -> of(previous);
                    case RangeResult range -> of(range.pairs());
                    case TxnResult txn -> txn.results().stream().mapToLong(AnswerBytes::of).sum();
                    case Rejected _ -> 0;
                };
    }

    private static long of(List<KeyValue> pairs) {
        return pairs.stream().mapToLong(AnswerBytes::of).sum();
    }

    private static long of(KeyValue pair) {
        return OBJECT + pair.key().size() + pair.value().size();
    }
}
