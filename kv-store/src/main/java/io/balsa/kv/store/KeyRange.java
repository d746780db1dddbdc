package io.balsa.kv.store;

import java.util.Arrays;

/// One key, or the keys between two, written as on etcd's wire.
///
/// @param key the first key
/// @param end the first key no longer meant; empty means `key` alone, a single zero byte means all
///   keys from `key` on. With `end` at or before `key`, no key is meant.
public record KeyRange(Bytes key, Bytes end) {
    private static final Bytes UNBOUNDED = Bytes.owning(new byte[1]);

    /// Every key there can be.
    public static final KeyRange ALL = new KeyRange(UNBOUNDED, UNBOUNDED);

    public static KeyRange of(Bytes key) {
        return new KeyRange(key, Bytes.EMPTY);
    }

    /// All keys from `key` on.
    public static KeyRange from(Bytes key) {
        return new KeyRange(key, UNBOUNDED);
    }

    /// All keys that start with `prefix`.
    public static KeyRange prefix(Bytes prefix) {
        if (prefix.isEmpty()) {
            return ALL;
        }
        var end = prefix.toArray();
        for (var i = end.length - 1; i >= 0; i--) {
            if (end[i] != -1) {
                end[i]++;
                return new KeyRange(prefix, Bytes.owning(Arrays.copyOf(end, i + 1)));
            }
        }
        return from(prefix);
    }

    public boolean isSingle() {
        return end.isEmpty();
    }

    /// Is there no last key?
    public boolean isUnbounded() {
        return end.size() == 1 && end.at(0) == 0;
    }

    /// Can no key ever be in it?
    public boolean isEmpty() {
        return !isSingle() && !isUnbounded() && end.compareTo(key) <= 0;
    }

    public boolean contains(Bytes candidate) {
        return isSingle()
                ? candidate.equals(key)
                : candidate.compareTo(key) >= 0 && (isUnbounded() || candidate.compareTo(end) < 0);
    }

    @Override
    public String toString() {
        return isSingle() ? key.toString() : "[" + key + ", " + (isUnbounded() ? "…" : end) + ")";
    }
}
