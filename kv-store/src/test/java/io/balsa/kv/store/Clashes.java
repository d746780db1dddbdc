package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The rules of [Model]: it looks at every way through a transaction there is.
final class Clashes {
    private Clashes() {}

    static @Nullable Problem problem(Operation operation) {
        if (keys(operation).anyMatch(Bytes::isEmpty)) {
            return Problem.KEY_NOT_PROVIDED;
        }
        return ways(operation).stream().anyMatch(Clashes::clashes) ? Problem.DUPLICATE_KEY : null;
    }

    private static Stream<Bytes> keys(Operation operation) {
        return switch (operation) {
            case Put put -> Stream.of(put.key());
            case DeleteRange delete -> Stream.of(delete.keys().key());
            case RangeQuery query -> Stream.of(query.keys().key());
            case Txn txn ->
                    Stream.concat(
                            txn.compares().stream().map(compare -> compare.keys().key()),
                            Stream.concat(txn.success().stream(), txn.failure().stream())
                                    .flatMap(Clashes::keys));
        };
    }

    /// Every series of simple operations that an operation can come to.
    private static List<List<Operation>> ways(Operation operation) {
        if (!(operation instanceof Txn txn)) {
            return List.of(List.of(operation));
        }
        var ways = new ArrayList<List<Operation>>();
        for (var branch : List.of(txn.success(), txn.failure())) {
            List<List<Operation>> through = List.of(List.of());
            for (var each : branch) {
                through = product(through, ways(each));
            }
            ways.addAll(through);
        }
        return ways;
    }

    private static List<List<Operation>> product(
            List<List<Operation>> beginnings, List<List<Operation>> ends) {
        return beginnings.stream()
                .flatMap(first ->
                        ends.stream()
                                .map(last -> Stream.concat(first.stream(), last.stream()).toList()))
                .toList();
    }

    private static boolean clashes(List<Operation> way) {
        var puts = way.stream().filter(Put.class::isInstance).map(Put.class::cast).toList();
        var deletes =
                way.stream().filter(DeleteRange.class::isInstance).map(DeleteRange.class::cast);
        return puts.stream().map(Put::key).distinct().count() < puts.size()
                || deletes.anyMatch(
                        delete -> puts.stream().anyMatch(put -> delete.keys().contains(put.key())));
    }
}
