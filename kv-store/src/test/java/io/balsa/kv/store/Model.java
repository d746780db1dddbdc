package io.balsa.kv.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.kv.store.RangeQuery.Order;
import io.balsa.kv.store.RangeQuery.Projection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;

/// What the store should do, written as slowly and as plainly as possible: it keeps every write
/// that ever was, and works everything out from those. Keys are text, one character to a byte.
final class Model {
    /// @param value null for a delete
    private record Write(long revision, String key, @Nullable String value) {}

    /// A problem that the operation runs into half-way.
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        final Problem problem;

        Refusal(Problem problem) {
            this.problem = problem;
        }
    }

    private List<Write> writes = new ArrayList<>();
    private long revision = 1;

    /// What is known of the operation under way.
    private final IdentityHashMap<Txn, Boolean> succeeds = new IdentityHashMap<>();

    private long before;
    private boolean pathWrites;

    KvResult run(Operation operation) {
        var problem = Clashes.problem(operation);
        if (problem != null) {
            return new Rejected(revision, problem);
        }
        var writesBefore = new ArrayList<>(writes);
        before = revision;
        succeeds.clear();
        choose(operation);
        pathWrites = writes(operation);
        try {
            refuseMissingKeys(operation);
            return runChosen(operation);
        } catch (Refusal refusal) {
            writes = writesBefore;
            revision = before;
            return new Rejected(revision, refusal.problem);
        }
    }

    private KvResult runChosen(Operation operation) {
        return switch (operation) {
            case Put put -> put(put);
            case DeleteRange delete -> delete(delete);
            case RangeQuery query -> range(query);
            case Txn txn -> {
                var results = chosen(txn).stream().map(this::runChosen).toList();
                yield new TxnResult(revision, succeeds(txn), results);
            }
        };
    }

    private void choose(Operation operation) {
        if (operation instanceof Txn txn) {
            succeeds.put(txn, txn.compares().stream().allMatch(this::holds));
            txn.success().forEach(this::choose);
            txn.failure().forEach(this::choose);
        }
    }

    private List<Operation> chosen(Txn txn) {
        return succeeds(txn) ? txn.success() : txn.failure();
    }

    private boolean succeeds(Txn txn) {
        return requireNonNull(succeeds.get(txn));
    }

    /// Puts that lack their key are noticed before reads of a wrong revision.
    private void refuseMissingKeys(Operation operation) {
        switch (operation) {
            case Put put when put.value() == null && pair(text(put.key())) == null ->
                    throw new Refusal(Problem.KEY_NOT_FOUND);
            case Txn txn -> chosen(txn).forEach(this::refuseMissingKeys);
            default -> {}
        }
    }

    private boolean writes(Operation operation) {
        return switch (operation) {
            case Put _, DeleteRange _ -> true;
            case RangeQuery _ -> false;
            case Txn txn -> chosen(txn).stream().anyMatch(this::writes);
        };
    }

    private PutResult put(Put put) {
        var key = text(put.key());
        var old = pair(key);
        var value = put.value() != null ? put.value() : requireNonNull(old).value();
        revision = before + 1;
        writes.add(new Write(revision, key, text(value)));
        return new PutResult(revision, put.previous() ? old : null);
    }

    private DeleteResult delete(DeleteRange delete) {
        var gone = pairs(delete.keys());
        if (!gone.isEmpty()) {
            revision = before + 1;
        }
        gone.forEach(pair -> writes.add(new Write(revision, text(pair.key()), null)));
        return new DeleteResult(revision, gone.size(), delete.previous() ? gone : List.of());
    }

    private RangeResult range(RangeQuery query) {
        if (query.revision() > before) {
            throw new Refusal(Problem.FUTURE_REVISION);
        }
        if (query.revision() > 0 && (query.revision() < before || pathWrites)) {
            throw new Refusal(Problem.COMPACTED);
        }
        var all = pairs(query.keys());
        if (query.projection() == Projection.COUNT) {
            return new RangeResult(revision, List.of(), false, all.size());
        }
        var some = all.stream().filter(pair -> passes(query, pair)).toList();
        var filtered = !query.filter().equals(RangeQuery.RevisionFilter.NONE);
        if (query.limit() > 0 && query.sort().order() == Order.NONE && !filtered) {
            some = some.stream().limit(query.limit() + 1).toList();
        }
        var sorted = some.stream().sorted(order(query)).toList();
        var page = query.limit() > 0 ? sorted.stream().limit(query.limit()).toList() : sorted;
        var more = page.size() < sorted.size();
        if (query.projection() == Projection.KEYS) {
            page = page.stream().map(KeyValue::withoutValue).toList();
        }
        return new RangeResult(revision, page, more, all.size());
    }

    private static boolean passes(RangeQuery query, KeyValue pair) {
        var mod = query.filter().mod();
        var create = query.filter().create();
        return !(mod.min() != 0 && pair.modRevision() < mod.min())
                && !(mod.max() != 0 && pair.modRevision() > mod.max())
                && !(create.min() != 0 && pair.createRevision() < create.min())
                && !(create.max() != 0 && pair.createRevision() > create.max());
    }

    private static Comparator<KeyValue> order(RangeQuery query) {
        Comparator<KeyValue> byKey = Comparator.comparing(pair -> text(pair.key()));
        Comparator<KeyValue> order =
                switch (query.sort().by()) {
                    case KEY -> byKey;
                    case VALUE -> Comparator.comparing(pair -> text(pair.value()));
                    case VERSION -> Comparator.comparingLong(KeyValue::version);
                    case CREATE_REVISION -> Comparator.comparingLong(KeyValue::createRevision);
                    case MOD_REVISION -> Comparator.comparingLong(KeyValue::modRevision);
                };
        var down = query.sort().order() == Order.DESCENDING;
        return (down ? order.reversed() : order).thenComparing(byKey);
    }

    private boolean holds(Compare compare) {
        var pairs = pairs(compare.keys());
        if (pairs.isEmpty()) {
            return compare instanceof Compare.OfNumber number
                    && related(Long.compare(0, number.operand()), number.relation());
        }
        return pairs.stream().allMatch(pair -> holds(compare, pair));
    }

    private static boolean holds(Compare compare, KeyValue pair) {
        return switch (compare) {
            case Compare.OfValue value ->
                    related(text(pair.value()).compareTo(text(value.operand())), value.relation());
            case Compare.OfNumber number -> {
                var has =
                        switch (number.attribute()) {
                            case VERSION -> pair.version();
                            case CREATE_REVISION -> pair.createRevision();
                            case MOD_REVISION -> pair.modRevision();
                            case LEASE -> 0L;
                        };
                yield related(Long.compare(has, number.operand()), number.relation());
            }
        };
    }

    private static boolean related(int sign, Compare.Relation relation) {
        return switch (relation) {
            case EQUAL -> sign == 0;
            case NOT_EQUAL -> sign != 0;
            case GREATER -> sign > 0;
            case LESS -> sign < 0;
        };
    }

    /// Every pair in a range, by replaying the writes to each key that was ever written.
    private List<KeyValue> pairs(KeyRange keys) {
        return writes.stream()
                .map(Write::key)
                .distinct()
                .sorted()
                .filter(key -> isIn(key, text(keys.key()), text(keys.end())))
                .flatMap(key -> Stream.ofNullable(pair(key)))
                .toList();
    }

    private static boolean isIn(String key, String from, String end) {
        if (end.isEmpty()) {
            return key.equals(from);
        }
        return key.compareTo(from) >= 0 && (end.equals("\0") || key.compareTo(end) < 0);
    }

    private @Nullable KeyValue pair(String key) {
        @Nullable KeyValue pair = null;
        for (var write : writes) {
            if (write.key().equals(key)) {
                pair =
                        write.value() == null
                                ? null
                                : new KeyValue(
                                        bytes(key),
                                        bytes(write.value()),
                                        pair == null ? write.revision() : pair.createRevision(),
                                        write.revision(),
                                        pair == null ? 1 : pair.version() + 1);
            }
        }
        return pair;
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), ISO_8859_1);
    }

    private static Bytes bytes(String text) {
        return Bytes.owning(text.getBytes(ISO_8859_1));
    }
}
