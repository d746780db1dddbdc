package io.balsa.raft.testkit.simulation;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.CommandFormat;
import io.balsa.kv.store.Compare;
import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.RangeQuery;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/// The real key-value store, used as a set of registers.
final class KvRegisters implements RegisterMachine<KvResult> {
    private final KvStore store = new KvStore();

    @Override
    public ByteBuffer command(String name, Action action) {
        var key = Bytes.of(name);
        return CommandFormat.encode(
                switch (action) {
                    case Action.Put(var value) -> new Command.Put(key, Bytes.of(value), false);
                    case Action.Delete() -> new Command.DeleteRange(KeyRange.of(key), false);
                    case Action.CompareAndSet(var expected, var value) ->
                            Command.Txn.compareAndSet(
                                    List.of(compare(key, expected)), key, Bytes.of(value));
                    case Action.Get() -> throw new IllegalArgumentException("a get is no command");
                });
    }

    private static Compare compare(Bytes key, @Nullable String expected) {
        return expected == null ? Compare.absent(key) : Compare.valueIs(key, Bytes.of(expected));
    }

    @Override
    public Answer answer(Action action, KvResult result) {
        return switch (result) {
            case KvResult.PutResult _ -> new Answer.Done();
            case KvResult.DeleteResult(_, var deleted, _) -> new Answer.Deleted(deleted > 0);
            case KvResult.TxnResult(_, var succeeded, _) -> new Answer.Compared(succeeded);
            case KvResult.RangeResult _, KvResult.Rejected _ ->
                    throw new AssertionError(action + " is answered with " + result);
        };
    }

    @Override
    public Answer read(String key) {
        var query = RangeQuery.of(KeyRange.of(Bytes.of(key)));
        if (store.read(query) instanceof KvResult.RangeResult(_, var pairs, _, _)) {
            return new Answer.Value(pairs.isEmpty() ? null : pairs.getFirst().value().text());
        }
        throw new AssertionError("a range query is answered with a range");
    }

    @Override
    public long digest() {
        return store.digest();
    }

    @Override
    public KvResult apply(EntryId id, ByteBuffer command) {
        return store.apply(id, command);
    }
}
