package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// A checksum over state. Lengths go in before contents, so that no two states look alike by their
/// borders only.
final class Digest {
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    long value() {
        return checksum.getValue();
    }

    void number(long value) {
        checksum.update(number.putLong(0, value).clear());
    }

    void bytes(Bytes value) {
        number(value.size());
        checksum.update(value.buffer());
    }

    void pair(KeyValue pair) {
        bytes(pair.key());
        bytes(pair.value());
        number(pair.createRevision());
        number(pair.modRevision());
        number(pair.version());
    }

    void result(KvResult result) {
        number(result.revision());
        switch (result) {
            case PutResult(_, var previous) -> {
                number('p');
                pairs(previous == null ? List.of() : List.of(previous));
            }
            case DeleteResult(_, var deleted, var previous) -> {
                number('d');
                number(deleted);
                pairs(previous);
            }
            case RangeResult(_, var pairs, var more, var count) -> {
                number(more ? 'm' : 'r');
                number(count);
                pairs(pairs);
            }
            case TxnResult(_, var succeeded, var results) -> {
                number(succeeded ? 's' : 'f');
                number(results.size());
                results.forEach(this::result);
            }
            case Rejected(_, var problem) -> bytes(Bytes.of(problem.name()));
        }
    }

    private void pairs(List<KeyValue> pairs) {
        number(pairs.size());
        pairs.forEach(this::pair);
    }
}
