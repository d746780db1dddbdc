package io.balsa.kv.store;

/// Reads the keys of a range, at one revision.
///
/// @param revision of the store to read; 0 or less means the current one. An earlier one is
///   [Problem#COMPACTED] as long as no history is kept, a later one [Problem#FUTURE_REVISION].
/// @param filter leaves pairs out of the answer, but not out of its count
/// @param limit most pairs to answer with; 0 or less means all. It cuts *before* sorting when the
///   order is [Order#NONE] and nothing is filtered, else after it, as in etcd.
/// @param projection how much of each pair to answer with
public record RangeQuery(
        KeyRange keys,
        long revision,
        RevisionFilter filter,
        Sort sort,
        long limit,
        Projection projection)
        implements Operation {

    /// All pairs of `keys`, in key order.
    public static RangeQuery of(KeyRange keys) {
        return new RangeQuery(keys, 0, RevisionFilter.NONE, Sort.NONE, 0, Projection.PAIRS);
    }

    public RangeQuery at(long revision) {
        return new RangeQuery(keys, revision, filter, sort, limit, projection);
    }

    public RangeQuery filtered(RevisionFilter filter) {
        return new RangeQuery(keys, revision, filter, sort, limit, projection);
    }

    public RangeQuery sorted(SortBy by, Order order) {
        return new RangeQuery(keys, revision, filter, new Sort(by, order), limit, projection);
    }

    public RangeQuery limited(long limit) {
        return new RangeQuery(keys, revision, filter, sort, limit, projection);
    }

    public RangeQuery projected(Projection projection) {
        return new RangeQuery(keys, revision, filter, sort, limit, projection);
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    /// How much of each pair to answer with.
    public enum Projection {
        PAIRS,
        /// Pairs with empty values.
        KEYS,
        /// No pairs, and `limit` plays no part.
        COUNT
    }

    /// What to sort by. Pairs that are equal in it come in key order.
    public enum SortBy {
        KEY,
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        VALUE
    }

    /// Which way to sort.
    public enum Order {
        /// In key order when sorting by key, else as [#ASCENDING].
        NONE,
        ASCENDING,
        DESCENDING
    }

    public record Sort(SortBy by, Order order) {
        public static final Sort NONE = new Sort(SortBy.KEY, Order.NONE);
    }

    /// Lets pairs pass by their revisions.
    public record RevisionFilter(Span mod, Span create) {
        public static final RevisionFilter NONE = new RevisionFilter(Span.ANY, Span.ANY);

        boolean passes(KeyValue pair) {
            return mod.contains(pair.modRevision()) && create.contains(pair.createRevision());
        }
    }

    /// Revisions from `min` to `max`, both included; 0 leaves that end open.
    public record Span(long min, long max) {
        public static final Span ANY = new Span(0, 0);

        boolean contains(long revision) {
            return (min == 0 || revision >= min) && (max == 0 || revision <= max);
        }
    }
}
