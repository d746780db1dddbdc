package io.balsa.server.grpc;

import com.google.protobuf.ByteString;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.Compare;
import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.Once;
import io.balsa.kv.store.Operation;
import io.balsa.kv.store.RangeQuery;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.raft.node.Consistency;
import io.balsa.wire.v1.CompareAndSet;
import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.Range;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads requests. What makes no sense is an [IllegalArgumentException] with a sentence for the
/// client.
final class KvRequests {
    private KvRequests() {}

    static Operation operation(ExecuteRequest request) {
        return switch (request.getCommandCase()) {
            case PUT -> {
                var put = request.getPut();
                yield new Command.Put(
                        bytes(put.getKey()), bytes(put.getValue()), put.getPrevious());
            }
            case DELETE -> {
                var delete = request.getDelete();
                var keys = new KeyRange(bytes(delete.getKey()), bytes(delete.getEnd()));
                yield new Command.DeleteRange(keys, delete.getPrevious());
            }
            case GET -> RangeQuery.of(KeyRange.of(bytes(request.getGet().getKey())));
            case COMPARE_AND_SET -> compareAndSet(request.getCompareAndSet());
            case RANGE -> range(request.getRange());
            case COMMAND_NOT_SET ->
                    throw new IllegalArgumentException(
                            "no command: set put, delete, get, compare_and_set or range");
        };
    }

    private static Operation range(Range range) {
        var keys = new KeyRange(bytes(range.getKey()), bytes(range.getEnd()));
        if (range.getKeysOnly() && range.getCountOnly()) {
            throw new IllegalArgumentException("keys_only and count_only exclude each other");
        }
        var projection = range.getKeysOnly() ? Projection.KEYS : Projection.PAIRS;
        return RangeQuery.of(keys)
                .limited(Integer.toUnsignedLong(range.getLimit()))
                .projected(range.getCountOnly() ? Projection.COUNT : projection);
    }

    /// Where it is not as expected, what is there is read instead.
    private static Operation compareAndSet(CompareAndSet wanted) {
        var key = bytes(wanted.getKey());
        Operation update =
                wanted.hasUpdate()
                        ? new Command.Put(key, bytes(wanted.getUpdate()), false)
                        : new Command.DeleteRange(KeyRange.of(key), false);
        return new Command.Txn(
                List.of(expected(wanted, key)),
                List.of(update),
                List.of(RangeQuery.of(KeyRange.of(key))));
    }

    private static Compare expected(CompareAndSet wanted, Bytes key) {
        return switch (wanted.getExpectedCase()) {
            case ABSENT -> {
                if (!wanted.getAbsent()) {
                    throw new IllegalArgumentException(
                            "absent must be true: to expect any other state, say which");
                }
                yield Compare.absent(key);
            }
            case VALUE -> Compare.valueIs(key, bytes(wanted.getValue()));
            case MOD_REVISION -> Compare.unchangedSince(key, wanted.getModRevision());
            case VERSION ->
                    new Compare.OfNumber(
                            KeyRange.of(key),
                            Compare.Attribute.VERSION,
                            Compare.Relation.EQUAL,
                            wanted.getVersion());
            case EXPECTED_NOT_SET ->
                    throw new IllegalArgumentException(
                            "nothing is expected: set absent, value, mod_revision or version");
        };
    }

    static @Nullable Once once(ExecuteRequest request) {
        if (!request.hasOnce()) {
            return null;
        }
        var once = request.getOnce();
        return new Once(
                bytes(once.getClientId()),
                once.getSerial(),
                once.getOpens(),
                once.getAnsweredBelow());
    }

    static Consistency consistency(ExecuteRequest request) {
        var wanted =
                request.hasGet()
                        ? request.getGet().getConsistency()
                        : request.getRange().getConsistency();
        return switch (wanted) {
            case CONSISTENCY_UNSPECIFIED, CONSISTENCY_LINEARIZABLE, CONSISTENCY_FOLLOWER ->
                    Consistency.LINEARIZABLE;
            case CONSISTENCY_LOCAL -> Consistency.LOCAL;
            case UNRECOGNIZED -> Consistency.LINEARIZABLE; // Of a later version: the safest.
        };
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.owning(bytes.toByteArray());
    }
}
