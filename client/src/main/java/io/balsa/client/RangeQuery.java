package io.balsa.client;

import io.balsa.wire.v1.Range;

/// What to read of a range.
///
/// @param limit pairs to answer with at most; 0 for no limit of its own
public record RangeQuery(KeyRange keys, int limit, Content content, Consistency consistency) {
    /// What the answer holds of each key.
    public enum Content {
        PAIRS,
        /// Pairs without their values.
        KEYS,
        /// Nothing: only how many there are.
        COUNT
    }

    /// @throws IllegalArgumentException if the limit is negative
    public RangeQuery {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit of %d: 0 stands for none".formatted(limit));
        }
    }

    /// All pairs of this range, linearizable.
    public static RangeQuery of(KeyRange keys) {
        return new RangeQuery(keys, 0, Content.PAIRS, Consistency.LINEARIZABLE);
    }

    /// The same with a limit.
    public RangeQuery limited(int limit) {
        return new RangeQuery(keys, limit, content, consistency);
    }

    /// The same with other content.
    public RangeQuery with(Content content) {
        return new RangeQuery(keys, limit, content, consistency);
    }

    /// The same with another promise.
    public RangeQuery with(Consistency consistency) {
        return new RangeQuery(keys, limit, content, consistency);
    }

    Range onWire() {
        return Range.newBuilder()
                .setKey(keys.first())
                .setEnd(keys.end())
                .setLimit(limit)
                .setConsistency(consistency.onWire())
                .setKeysOnly(content == Content.KEYS)
                .setCountOnly(content == Content.COUNT)
                .build();
    }
}
