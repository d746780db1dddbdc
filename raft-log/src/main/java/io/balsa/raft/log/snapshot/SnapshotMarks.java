package io.balsa.raft.log.snapshot;

import io.balsa.raft.core.SnapshotMark;

/// The rules that all stores of snapshots share.
final class SnapshotMarks {
    private SnapshotMarks() {}

    /// Does `mark` cover an entry that `other` does not?
    static boolean isNewer(SnapshotMark mark, SnapshotMark other) {
        return mark.last().index() > other.last().index();
    }

    static boolean isNotOlder(SnapshotMark mark, SnapshotMark other) {
        return mark.last().index() >= other.last().index();
    }

    static void check(SnapshotId id, SnapshotMark mark) {
        if (!id.last().equals(mark.last())) {
            throw new IllegalArgumentException(
                    "the snapshot %s does not cover the entries up to %s"
                            .formatted(id, mark.last()));
        }
    }

    static void checkFits(SnapshotId id, long received, int more) {
        if (received + more > id.bytes()) {
            throw new IllegalArgumentException(
                    "%,d bytes more than the %,d that are here: the snapshot %s has fewer"
                            .formatted(more, received, id));
        }
    }

    static void checkComplete(SnapshotId id, long received) {
        if (received < id.bytes()) {
            throw new IllegalStateException(
                    "%,d bytes of the snapshot %s are here, not all".formatted(received, id));
        }
    }

    static CorruptSnapshotException notWhatWasNamed(SnapshotId id, int checksum) {
        return new CorruptSnapshotException(
                ("what was received of the snapshot %s has the checksum %08x: it was changed on"
                                + " the way, or its sender's is damaged; it was dropped")
                        .formatted(id, checksum));
    }
}
