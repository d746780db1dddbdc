package io.balsa.kv.store;

import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.RangeQuery.Order;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.kv.store.RangeQuery.RevisionFilter;
import io.balsa.kv.store.RangeQuery.Sort;
import io.balsa.kv.store.RangeQuery.SortBy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Answers range queries.
final class Ranges {
    private Ranges() {}

    /// Why `query` cannot be answered by a store that is at `revision` and keeps no history.
    ///
    /// @param changesBefore may the store change before it comes to the query?
    static @Nullable Problem problem(RangeQuery query, long revision, boolean changesBefore) {
        if (query.revision() > revision) {
            return Problem.FUTURE_REVISION;
        }
        var past = query.revision() < revision || changesBefore;
        return query.revision() > 0 && past ? Problem.COMPACTED : null;
    }

    static RangeResult answer(OrderedStore store, RangeQuery query, long revision) {
        var count = store.count(query.keys());
        if (query.projection() == Projection.COUNT) {
            return new RangeResult(revision, List.of(), false, count);
        }
        var pairs = fetch(store, query);
        sort(pairs, query.sort());
        var more = query.limit() > 0 && pairs.size() > query.limit();
        var page = more ? pairs.subList(0, (int) query.limit()) : pairs;
        if (query.projection() == Projection.KEYS) {
            page.replaceAll(KeyValue::withoutValue);
        }
        return new RangeResult(revision, page, more, count);
    }

    /// The pairs to sort and to cut: all, or, where the limit cuts before sorting, one more than
    /// the limit. That one is what etcd sorts, too.
    private static List<KeyValue> fetch(OrderedStore store, RangeQuery query) {
        var limited = query.limit() > 0 && cutsBeforeSorting(query);
        var enough = limited ? query.limit() : Long.MAX_VALUE;
        var filter = query.filter();
        var pairs = new ArrayList<KeyValue>();
        store.scan(
                query.keys(),
                pair -> {
                    if (filter.passes(pair)) {
                        pairs.add(pair);
                    }
                    return pairs.size() <= enough;
                });
        return pairs;
    }

    private static boolean cutsBeforeSorting(RangeQuery query) {
        var sort = query.sort();
        var inKeyOrder = sort.by() == SortBy.KEY && sort.order() == Order.ASCENDING;
        return (sort.order() == Order.NONE || inKeyOrder)
                && query.filter().equals(RevisionFilter.NONE);
    }

    private static void sort(List<KeyValue> pairs, Sort sort) {
        Comparator<KeyValue> ascending =
                switch (sort.by()) {
                    case KEY -> Comparator.comparing(KeyValue::key);
                    case VERSION -> Comparator.comparingLong(KeyValue::version);
                    case CREATE_REVISION -> Comparator.comparingLong(KeyValue::createRevision);
                    case MOD_REVISION -> Comparator.comparingLong(KeyValue::modRevision);
                    case VALUE -> Comparator.comparing(KeyValue::value);
                };
        if (sort.order() == Order.DESCENDING) {
            pairs.sort(ascending.reversed());
        } else if (sort.by() != SortBy.KEY) {
            pairs.sort(ascending);
        }
    }
}
