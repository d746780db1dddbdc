package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import java.util.ArrayDeque;

/// What the disk is known to hold, while several writes are on their way to it.
///
/// A write is told apart by its number, never by the entries in it: an entry may be written, cut
/// off and written again, and the first completion must not be taken for the second.
final class Durability {
    private final ArrayDeque<Write> underWay = new ArrayDeque<>();
    private long lastSequence;
    private long index;
    private Ballot ballot;

    Durability(Ballot ballot, long index) {
        this.ballot = ballot;
        this.index = index;
    }

    /// The disk holds the current log up to here.
    long index() {
        return index;
    }

    Ballot ballot() {
        return ballot;
    }

    /// Notes a write of the state as it is now, and numbers it.
    long begin(Ballot ballot, long lastIndex) {
        underWay.add(new Write(++lastSequence, ballot, lastIndex));
        return lastSequence;
    }

    /// The log was cut: what is behind `lastIndex`, on disk or on its way, is not part of it.
    void truncateAfter(long lastIndex) {
        index = Math.min(index, lastIndex);
        underWay.forEach(write -> write.lastIndex = Math.min(write.lastIndex, lastIndex));
    }

    void onPersisted(long sequence) {
        check(sequence <= lastSequence, "only what was begun is completed");
        while (!underWay.isEmpty() && underWay.getFirst().sequence <= sequence) {
            var write = underWay.removeFirst();
            index = Math.max(index, write.lastIndex);
            ballot = write.ballot;
        }
    }

    private static final class Write {
        private final long sequence;
        private final Ballot ballot;
        private long lastIndex;

        private Write(long sequence, Ballot ballot, long lastIndex) {
            this.sequence = sequence;
            this.ballot = ballot;
            this.lastIndex = lastIndex;
        }
    }
}
