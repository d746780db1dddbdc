package io.balsa.kv.store;

/// A condition on one key, or on every key of a range. Where no key is there, it is asked of a pair
/// whose numbers are all 0.
public sealed interface Compare {
    KeyRange keys();

    /// Holds when what the key has stands in `relation` to `operand`.
    record OfNumber(KeyRange keys, Attribute attribute, Relation relation, long operand)
            implements Compare {}

    /// Holds when the key's value stands in `relation` to `operand`, in the order of [Bytes]. Where
    /// no key is there it never holds, not even [Relation#NOT_EQUAL].
    record OfValue(KeyRange keys, Relation relation, Bytes operand) implements Compare {}

    /// Holds when there is no such key.
    static Compare absent(Bytes key) {
        return new OfNumber(KeyRange.of(key), Attribute.VERSION, Relation.EQUAL, 0);
    }

    /// Holds when the key was last written at `modRevision`.
    static Compare unchangedSince(Bytes key, long modRevision) {
        return new OfNumber(KeyRange.of(key), Attribute.MOD_REVISION, Relation.EQUAL, modRevision);
    }

    /// Holds when the key's value is `value`.
    static Compare valueIs(Bytes key, Bytes value) {
        return new OfValue(KeyRange.of(key), Relation.EQUAL, value);
    }

    /// The numbers of a pair.
    enum Attribute {
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        /// The lease that the key ends with: 0, as long as there are none.
        LEASE
    }

    /// How what is found stands to what is wanted.
    enum Relation {
        EQUAL,
        GREATER,
        LESS,
        NOT_EQUAL;

        /// Does it hold, given how a comparator compares what is found with what is wanted?
        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case GREATER -> comparison > 0;
                case LESS -> comparison < 0;
                case NOT_EQUAL -> comparison != 0;
            };
        }
    }
}
