package io.balsa.kv.store;

import org.jspecify.annotations.Nullable;

/// Keeps the latest pair of each key, in the order of the keys. Confined to one thread.
interface OrderedStore {
    @Nullable KeyValue get(Bytes key);

    /// Keeps `pair`, in place of the pair with the same key if there is one.
    void put(KeyValue pair);

    /// Forgets the pair with this key, if there is one.
    void remove(Bytes key);

    /// Number of keys in a range.
    long count(KeyRange keys);

    /// Bytes of all keys and values.
    long bytes();

    /// Shows the pairs of a range to `visitor`, in ascending order. The visitor must not change the
    /// store.
    void scan(KeyRange keys, Visitor visitor);

    /// All pairs as they are now, in ascending order of their keys: what is put and removed from
    /// now on does not show. To be read by any one thread.
    Frozen freeze();

    /// Forgets everything.
    void clear();

    /// The pairs of one moment.
    interface Frozen extends Iterable<KeyValue> {
        long size();
    }

    /// Looks at pairs one by one.
    @FunctionalInterface
    interface Visitor {
        /// Returns true to be shown the next one.
        boolean visit(KeyValue pair);
    }
}
