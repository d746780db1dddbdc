package io.balsa.kv.store;

import org.jspecify.annotations.Nullable;

import java.util.NavigableMap;
import java.util.TreeMap;

/// An [OrderedStore] in memory.
final class MemoryStore implements OrderedStore {
    private final TreeMap<Bytes, KeyValue> pairs = new TreeMap<>();

    @Override
    public @Nullable KeyValue get(Bytes key) {
        return pairs.get(key);
    }

    @Override
    public void put(KeyValue pair) {
        pairs.put(pair.key(), pair);
    }

    @Override
    public void remove(Bytes key) {
        pairs.remove(key);
    }

    @Override
    public long count(KeyRange keys) {
        return keys.equals(KeyRange.ALL) ? pairs.size() : in(keys).size();
    }

    @Override
    public void scan(KeyRange keys, Visitor visitor) {
        for (var pair : in(keys).values()) {
            if (!visitor.visit(pair)) {
                return;
            }
        }
    }

    private NavigableMap<Bytes, KeyValue> in(KeyRange keys) {
        if (keys.isSingle()) {
            return pairs.subMap(keys.key(), true, keys.key(), true);
        }
        if (keys.isEmpty()) {
            return pairs.subMap(keys.key(), false, keys.key(), false);
        }
        return keys.isUnbounded()
                ? pairs.tailMap(keys.key(), true)
                : pairs.subMap(keys.key(), true, keys.end(), false);
    }
}
