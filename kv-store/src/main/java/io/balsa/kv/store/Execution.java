package io.balsa.kv.store;

import static java.util.Objects.requireNonNull;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Carries out one operation that keeps to the [Rules]. First it looks for problems with what the
/// store holds, then it writes: once it writes, nothing can go wrong any more.
final class Execution {
    private final OrderedStore store;
    private final long before;
    private boolean wrote;

    /// @param before the store's revision
    Execution(OrderedStore store, long before) {
        this.store = store;
        this.before = before;
    }

    /// The store's revision now.
    long revision() {
        return wrote ? before + 1 : before;
    }

    KvResult run(Operation operation) {
        if (operation instanceof Txn txn) {
            var branch = TakenBranch.of(txn, store);
            var problem = problem(branch);
            return problem == null ? run(branch) : new Rejected(before, problem);
        }
        var problem = problem(operation, false);
        return problem == null ? runSimple(operation) : new Rejected(before, problem);
    }

    /// What the store holds against a branch, or null. Of several problems etcd reports that of a
    /// write.
    private @Nullable Problem problem(TakenBranch branch) {
        var path = branch.path();
        var writes = path.stream().filter(each -> !each.isReadOnly()).toList();
        var reads = path.stream().filter(Operation::isReadOnly).toList();
        return Stream.concat(writes.stream(), reads.stream())
                .flatMap(each -> Stream.ofNullable(problem(each, !writes.isEmpty())))
                .findFirst()
                .orElse(null);
    }

    /// What the store holds against an operation, or null.
    ///
    /// @param writes may the store change before it comes to the operation?
    private @Nullable Problem problem(Operation operation, boolean writes) {
        return switch (operation) {
            case Put(var key, var value, _) when value == null ->
                    store.get(key) == null ? Problem.KEY_NOT_FOUND : null;
            case RangeQuery query -> Ranges.problem(query, before, writes);
            case Command _ -> null;
        };
    }

    private TxnResult run(TakenBranch branch) {
        var results = new ArrayList<KvResult>(branch.operations().size());
        var inner = branch.inner().iterator();
        for (var operation : branch.operations()) {
            results.add(operation instanceof Txn ? run(inner.next()) : runSimple(operation));
        }
        return new TxnResult(revision(), branch.succeeded(), results);
    }

    private KvResult runSimple(Operation operation) {
        return switch (operation) {
            case Put put -> put(put);
            case DeleteRange delete -> delete(delete);
            case RangeQuery query -> Ranges.answer(store, query, revision());
            case Txn _ -> throw new IllegalArgumentException("a transaction is not simple");
        };
    }

    private PutResult put(Put put) {
        wrote = true;
        var revision = revision();
        var old = store.get(put.key());
        var value = put.value() != null ? put.value() : requireNonNull(old).value();
        store.put(
                old == null
                        ? KeyValue.created(put.key(), value, revision)
                        : old.overwritten(value, revision));
        return new PutResult(revision, put.previous() ? old : null);
    }

    private DeleteResult delete(DeleteRange delete) {
        var doomed = new ArrayList<KeyValue>();
        store.scan(delete.keys(), doomed::add);
        wrote |= !doomed.isEmpty();
        doomed.forEach(pair -> store.remove(pair.key()));
        return new DeleteResult(revision(), doomed.size(), delete.previous() ? doomed : List.of());
    }
}
