package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.raft.node.StateView;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A store as it was at one moment, and how it is written down: in the order of its keys and of the
/// use of its sessions, so that equal states have equal bytes. [StateReader] reads it.
///
///     version u32, revision u64
///     sessions u32, each: name, floor u64, answers u32, each: serial u64, result
///     pairs u64, each: key, value, createRevision u64, modRevision u64, version u64
///
/// Numbers are big-endian; names, keys and values have their length, u32, in front.
record StateWriter(long revision, List<Sessions.Frozen> sessions, OrderedStore.Frozen pairs)
        implements StateView {
    static final int VERSION = 1;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var data = new DataOutputStream(out);
        data.writeInt(VERSION);
        data.writeLong(revision);
        data.writeInt(sessions.size());
        for (var session : sessions) {
            write(data, session);
        }
        data.writeLong(pairs.size());
        for (var pair : pairs) {
            write(data, pair);
        }
        data.flush();
    }

    private static void write(DataOutputStream data, Sessions.Frozen session) throws IOException {
        write(data, session.name());
        data.writeLong(session.floor());
        data.writeInt(session.answers().size());
        for (var answer : session.answers().entrySet()) {
            data.writeLong(answer.getKey());
            write(data, answer.getValue());
        }
    }

    private static void write(DataOutputStream data, KvResult result) throws IOException {
        data.writeByte(
                switch (result) {
                    case PutResult _ -> 'p';
                    case DeleteResult _ -> 'd';
                    case RangeResult _ -> 'r';
                    case TxnResult _ -> 't';
                    case Rejected _ -> 'x';
                });
        data.writeLong(result.revision());
        switch (result) {
            case PutResult(_, var previous) ->
                    write(data, previous == null ? List.of() : List.of(previous));
            case DeleteResult(_, var deleted, var previous) -> {
                data.writeLong(deleted);
                write(data, previous);
            }
            case RangeResult(_, var pairs, var more, var count) -> {
                data.writeBoolean(more);
                data.writeLong(count);
                write(data, pairs);
            }
            case TxnResult(_, var succeeded, var results) -> {
                data.writeBoolean(succeeded);
                data.writeInt(results.size());
                for (var inner : results) {
                    write(data, inner);
                }
            }
            case Rejected(_, var problem) -> data.writeUTF(problem.name());
        }
    }

    private static void write(DataOutputStream data, List<KeyValue> pairs) throws IOException {
        data.writeInt(pairs.size());
        for (var pair : pairs) {
            write(data, pair);
        }
    }

    private static void write(DataOutputStream data, KeyValue pair) throws IOException {
        write(data, pair.key());
        write(data, pair.value());
        data.writeLong(pair.createRevision());
        data.writeLong(pair.modRevision());
        data.writeLong(pair.version());
    }

    private static void write(DataOutputStream data, Bytes bytes) throws IOException {
        data.writeInt(bytes.size());
        data.write(bytes.toArray());
    }
}
