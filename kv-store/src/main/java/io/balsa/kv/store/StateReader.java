package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads what a [StateWriter] wrote, from front to back.
final class StateReader {
    private final DataInputStream data;

    StateReader(InputStream in) {
        data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    /// Begins, and returns the revision.
    ///
    /// @throws IOException when the bytes are of a format that is not known here
    long begin() throws IOException {
        var version = data.readInt();
        if (version != StateWriter.VERSION) {
            throw new IOException(
                    ("the snapshot has format %d, and this program reads format %d: use the version"
                                    + " of Balsa that wrote it")
                            .formatted(version, StateWriter.VERSION));
        }
        return data.readLong();
    }

    List<Sessions.Frozen> sessions() throws IOException {
        var sessions = new ArrayList<Sessions.Frozen>();
        for (var left = count(data.readInt()); left > 0; left--) {
            var name = bytes();
            var floor = data.readLong();
            var answers = new TreeMap<Long, KvResult>();
            for (var more = count(data.readInt()); more > 0; more--) {
                answers.put(data.readLong(), result());
            }
            sessions.add(new Sessions.Frozen(name, floor, answers));
        }
        return sessions;
    }

    /// Hands all pairs to `taker`, and checks that nothing follows.
    void pairs(Consumer<KeyValue> taker) throws IOException {
        for (var left = count(data.readLong()); left > 0; left--) {
            taker.accept(pair());
        }
        if (data.read() >= 0) {
            throw new IOException("the snapshot does not end where its last pair does");
        }
    }

    private KvResult result() throws IOException {
        var kind = data.readByte();
        var revision = data.readLong();
        return switch (kind) {
            case 'p' -> {
                var previous = pairs();
                yield new PutResult(revision, previous.isEmpty() ? null : previous.getFirst());
            }
            case 'd' -> new DeleteResult(revision, data.readLong(), pairs());
            case 'r' -> {
                var more = data.readBoolean();
                var count = data.readLong();
                yield new RangeResult(revision, pairs(), more, count);
            }
            case 't' -> {
                var succeeded = data.readBoolean();
                var results = new ArrayList<KvResult>();
                for (var left = count(data.readInt()); left > 0; left--) {
                    results.add(result());
                }
                yield new TxnResult(revision, succeeded, results);
            }
            case 'x' -> new Rejected(revision, problem(data.readUTF()));
            default -> throw new IOException("the snapshot holds an answer of an unknown kind");
        };
    }

    private static Problem problem(String name) throws IOException {
        try {
            return Problem.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("the snapshot holds the unknown answer " + name, unknown);
        }
    }

    private List<KeyValue> pairs() throws IOException {
        var pairs = new ArrayList<KeyValue>();
        for (var left = count(data.readInt()); left > 0; left--) {
            pairs.add(pair());
        }
        return pairs;
    }

    private KeyValue pair() throws IOException {
        return new KeyValue(bytes(), bytes(), data.readLong(), data.readLong(), data.readLong());
    }

    private Bytes bytes() throws IOException {
        var length = (int) count(data.readInt());
        var bytes = data.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the snapshot ends within a key or a value");
        }
        return Bytes.owning(bytes);
    }

    private static long count(long count) throws IOException {
        if (count < 0) {
            throw new IOException("the snapshot holds a negative number of things");
        }
        return count;
    }
}
