package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The keys that a branch of a transaction may put, and the ranges that it may delete.
final class WriteSet {
    private final TreeSet<Bytes> puts = new TreeSet<>();
    private final List<KeyRange> deletes = new ArrayList<>();

    /// Does any way through `branch` put a key twice, or put a key and delete it? Two deletes may
    /// meet, and so may the two branches of one transaction, since only one of them is taken.
    static boolean clashes(List<Operation> branch) {
        return !new WriteSet().addAll(branch);
    }

    /// Returns false if an operation clashes.
    private boolean addAll(List<Operation> branch) {
        for (var operation : branch) {
            if (!add(operation)) {
                return false;
            }
        }
        return true;
    }

    private boolean add(Operation operation) {
        return switch (operation) {
            case Put put -> !deletes(put.key()) && puts.add(put.key());
            case DeleteRange delete -> !putsInto(delete.keys()) && deletes.add(delete.keys());
            case Txn txn -> addEither(txn);
            case RangeQuery _ -> true;
        };
    }

    private boolean addEither(Txn txn) {
        var either = new WriteSet();
        var or = new WriteSet();
        if (!either.addAll(txn.success()) || !or.addAll(txn.failure())) {
            return false;
        }
        either.puts.addAll(or.puts);
        either.deletes.addAll(or.deletes);
        if (either.deletes.stream().anyMatch(this::putsInto)
                || either.puts.stream().anyMatch(key -> deletes(key) || puts.contains(key))) {
            return false;
        }
        puts.addAll(either.puts);
        deletes.addAll(either.deletes);
        return true;
    }

    private boolean deletes(Bytes key) {
        return deletes.stream().anyMatch(range -> range.contains(key));
    }

    private boolean putsInto(KeyRange range) {
        var first = puts.ceiling(range.key());
        return first != null && range.contains(first);
    }
}
