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
import io.balsa.raft.node.StateView;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The real key-value store, used as a set of registers. Its snapshots are the commands that led to
/// the state: large ones, which need many chunks.
final class KvRegisters implements RegisterMachine<KvResult> {
    private final List<Applied> history = new ArrayList<>();
    private KvStore store = new KvStore();

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Applied(EntryId id, byte[] command) {}

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
        var bytes = new byte[command.remaining()];
        command.duplicate().get(bytes);
        history.add(new Applied(id, bytes));
        return store.apply(id, command);
    }

    @Override
    public StateView view() {
        var past = List.copyOf(history);
        return out -> write(new DataOutputStream(out), past);
    }

    private static void write(DataOutputStream out, List<Applied> past) throws IOException {
        out.writeInt(past.size());
        for (var applied : past) {
            out.writeLong(applied.id().term());
            out.writeLong(applied.id().index());
            out.writeInt(applied.command().length);
            out.write(applied.command());
        }
        out.flush();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        history.clear();
        store = new KvStore();
        var data = new DataInputStream(in);
        for (var left = data.readInt(); left > 0; left--) {
            var id = new EntryId(data.readLong(), data.readLong());
            apply(id, ByteBuffer.wrap(data.readNBytes(data.readInt())));
        }
    }
}
