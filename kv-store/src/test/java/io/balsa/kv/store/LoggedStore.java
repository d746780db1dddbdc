package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A store with a log in front of it: commands go through their encoded form, as in production.
final class LoggedStore {
    final KvStore store;
    private long index;

    LoggedStore() {
        this(SessionLimits.DEFAULT);
    }

    LoggedStore(SessionLimits limits) {
        this.store = new KvStore(limits);
    }

    KvResult apply(ByteBuffer command) {
        return store.apply(new EntryId(1, ++index), command);
    }

    KvResult apply(Command command) {
        return apply(CommandFormat.encode(command));
    }

    KvResult apply(Command command, Once once) {
        return apply(CommandFormat.encode(command, once));
    }

    PutResult put(String key, String value) {
        return (PutResult) apply(new Put(Bytes.of(key), Bytes.of(value), true));
    }

    DeleteResult delete(KeyRange keys) {
        return (DeleteResult) apply(new DeleteRange(keys, true));
    }

    DeleteResult delete(String key) {
        return delete(KeyRange.of(Bytes.of(key)));
    }

    RangeResult read(RangeQuery query) {
        return (RangeResult) store.read(query);
    }

    @Nullable KeyValue get(String key) {
        var pairs = read(RangeQuery.of(KeyRange.of(Bytes.of(key)))).pairs();
        return pairs.isEmpty() ? null : pairs.getFirst();
    }

    /// The keys that a query answers with, as text with blanks between.
    String keys(RangeQuery query) {
        return keys(read(query));
    }

    static String keys(RangeResult result) {
        return String.join(" ", result.pairs().stream().map(pair -> pair.key().text()).toList());
    }
}
