package io.balsa.kv.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Pairs with neighbouring keys, in order.
final class Run {
    private static final int PAIRS_MAX = 512;

    /// The keys of `pairs`, so that a search does not have to go through the pairs.
    private final @Nullable Bytes[] keys = new Bytes[PAIRS_MAX];

    private final @Nullable KeyValue[] pairs = new KeyValue[PAIRS_MAX];
    private int size;

    /// Where the latest search ended.
    private int latest;

    /// Does somebody else look at this run, so that it must not change any more?
    private boolean isShared;

    boolean isShared() {
        return isShared;
    }

    void share() {
        isShared = true;
    }

    /// The same pairs in a run that nobody else looks at.
    Run copy() {
        var copy = new Run();
        copy.append(this);
        copy.latest = latest;
        return copy;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == PAIRS_MAX;
    }

    KeyValue at(int place) {
        return requireNonNull(pairs[place]);
    }

    Bytes firstKey() {
        return keyAt(0);
    }

    @Nullable KeyValue get(Bytes key) {
        var place = place(key);
        return has(key, place) ? at(place) : null;
    }

    /// Did the latest search find `key`?
    boolean hasJustFound(Bytes key) {
        return has(key, latest);
    }

    /// Puts a pair in its place. Returns true if there was none with its key.
    boolean put(KeyValue pair) {
        var place = place(pair.key());
        var isNew = !has(pair.key(), place);
        if (isNew) {
            System.arraycopy(keys, place, keys, place + 1, size - place);
            System.arraycopy(pairs, place, pairs, place + 1, size - place);
            keys[place] = pair.key();
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
        System.arraycopy(keys, place + 1, keys, place, size - place);
        System.arraycopy(pairs, place + 1, pairs, place, size - place);
        keys[size] = null;
        pairs[size] = null;
        return true;
    }

    /// Leaves the first half here, and returns the second.
    Run split() {
        var rest = new Run();
        var half = size / 2;
        rest.size = size - half;
        System.arraycopy(keys, half, rest.keys, 0, rest.size);
        System.arraycopy(pairs, half, rest.pairs, 0, rest.size);
        Arrays.fill(keys, half, size, null);
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
        System.arraycopy(next.keys, 0, keys, size, next.size);
        System.arraycopy(next.pairs, 0, pairs, size, next.size);
        size += next.size;
    }

    /// The place of the first key that is not before `key`, or the size if there is none.
    int place(Bytes key) {
        if (hasJustFound(key)) {
            return latest;
        }
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (keyAt(middle).compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        latest = low;
        return low;
    }

    private boolean has(Bytes key, int place) {
        return place < size && keyAt(place).equals(key);
    }

    private Bytes keyAt(int place) {
        return requireNonNull(keys[place]);
    }
}
