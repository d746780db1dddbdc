package io.balsa.raft.core;

/// Names one member of a group. Ids are positive and never reused, not even by a member that
/// replaces another at the same address.
public record MemberId(long value) implements Comparable<MemberId> {
    public MemberId {
        if (value <= 0) {
            throw new IllegalArgumentException("a member id is positive, not " + value);
        }
    }

    public static MemberId of(long value) {
        return new MemberId(value);
    }

    @Override
    public int compareTo(MemberId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
