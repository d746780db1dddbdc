package io.balsa.raft.testkit.property;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.SnapshotMark;

import java.util.TreeMap;

/// Every member's state machine goes through the same states (§2), whether it applied the commands
/// or went on from a snapshot.
public final class EqualStates implements Property {
    private final TreeMap<Long, Long> digests = new TreeMap<>();

    @Override
    public void onReached(MemberId member, long index, long digest) {
        var elsewhere = digests.putIfAbsent(index, digest);
        if (elsewhere != null && elsewhere != digest) {
            throw new Violation(
                    getClass(),
                    "the state of %s differs from another's after entry %d"
                            .formatted(member, index));
        }
    }

    /// Whoever took the snapshot applied every command in it.
    @Override
    public void onRestored(MemberId member, SnapshotMark snapshot, long digest) {
        var before = digests.floorEntry(snapshot.last().index());
        if (before != null && before.getValue() != digest) {
            throw new Violation(
                    getClass(),
                    "%s restored another state from %s than there was after entry %d"
                            .formatted(member, snapshot.last(), before.getKey()));
        }
    }
}
