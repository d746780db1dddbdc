package io.balsa.kv.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Pairs with neighbouring keys, in order.
final class Run {
    private static final int PAIRS_MAX = 512;

    private final @Nullable KeyValue[] pairs = new KeyValue[PAIRS_MAX];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == PAIRS_MAX;
    }

    KeyValue at(int place) {
        return requireNonNull(pairs[place]);
    }

    @Nullable KeyValue get(Bytes key) {
        var place = place(key);
        return has(key, place) ? at(place) : null;
    }

    /// Puts a pair in its place. Returns true if there was none with its key.
    boolean put(KeyValue pair) {
        var place = place(pair.key());
        var isNew = !has(pair.key(), place);
        if (isNew) {
            System.arraycopy(pairs, place, pairs, place + 1, size - place);
            size++;
        }
        pairs[place] = pair;
        return isNew;
    }

    /// Returns true if there was a pair with this key.
    boolean remove(Bytes key) {
        var place = place(key);
        if (!has(key, place)) {
            return false;
        }
        size--;
        System.arraycopy(pairs, place + 1, pairs, place, size - place);
        pairs[size] = null;
        return true;
    }

    /// Leaves the first half here, and returns the second.
    Run split() {
        var rest = new Run();
        var half = size / 2;
        rest.size = size - half;
        System.arraycopy(pairs, half, rest.pairs, 0, rest.size);
        Arrays.fill(pairs, half, size, null);
        size = half;
        return rest;
    }

    /// Would the two together still leave half of a run free?
    boolean hasRoomFor(Run next) {
        return size + next.size <= PAIRS_MAX / 2;
    }

    /// Takes over the pairs of the run that comes after this one.
    void append(Run next) {
        System.arraycopy(next.pairs, 0, pairs, size, next.size);
        size += next.size;
    }

    /// The place of the first key that is not before `key`, or the size if there is none.
    int place(Bytes key) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (at(middle).key().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean has(Bytes key, int place) {
        return place < size && at(place).key().equals(key);
    }
}
