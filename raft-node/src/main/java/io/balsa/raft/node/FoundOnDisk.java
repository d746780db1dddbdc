package io.balsa.raft.node;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.CorruptLogException;

/// All that a member finds when it starts, and what must fit together of it, wherever the member
/// was stopped. Each part is sound by itself; what does not fit was lost, or was put back from an
/// older copy or from another member.
///
/// Three entries are known to be committed: the one that the log begins behind, the last one of the
/// newest snapshot, and the last one that a machine with a disk of its own has applied. They belong
/// to one history, so terms do not fall from one to the next (Log Matching, §5.3).
///
/// @param snapshot the last entry of the newest one, [EntryId#NONE] when there is none
/// @param applied the last one that the machine has, [EntryId#NONE] when that is in memory
record FoundOnDisk(Ballot ballot, LogSlice log, EntryId snapshot, EntryId applied) {
    private static final String REMEDY =
            ": put back the files that belong together, or let the member begin anew under a new"
                    + " id";
    private static final String MACHINE_REMEDY = REMEDY + " and with an empty state machine";

    /// @throws CorruptLogException when no crash can have left this
    void check() throws CorruptLogException {
        checkBallot();
        checkBase();
        if (applied.index() <= snapshot.index()) {
            checkCovered();
        } else {
            checkInLog();
        }
    }

    /// A ballot is on the disk before any entry of its term. One that went back could vote once
    /// more in a term.
    private void checkBallot() throws CorruptLogException {
        var last = log.lastEntry();
        if (last.term() > ballot.term()) {
            throw damage(
                    "the ballot is of term %d, and the log ends with entry %s"
                            .formatted(ballot.term(), last),
                    REMEDY);
        }
    }

    private void checkBase() throws CorruptLogException {
        var base = log.previous();
        if (base.index() > snapshot.index()) {
            throw new CorruptLogException(
                    ("the log begins behind entry %s, and no snapshot goes up to there: put the"
                                    + " snapshots back, or let the member begin anew under a new"
                                    + " id")
                            .formatted(base));
        }
        if (contradict(base, snapshot)) {
            throw damage(
                    ("the log begins behind entry %s, and the newest snapshot ends with entry %s:"
                                    + " they cannot both have been committed")
                            .formatted(base, snapshot),
                    REMEDY);
        }
    }

    /// What the snapshot holds needs no log: the machine is restored from it.
    private void checkCovered() throws CorruptLogException {
        if (contradict(applied, snapshot)) {
            throw damage(
                    ("the state machine has applied entry %s, and the newest snapshot ends with"
                                    + " entry %s: they cannot both have been committed")
                            .formatted(applied, snapshot),
                    MACHINE_REMEDY);
        }
    }

    /// A member applies only what is in its own log, on disk, and the log keeps that until a
    /// snapshot holds it.
    private void checkInLog() throws CorruptLogException {
        if (!holds(log, applied)) {
            var there = applied.index() > log.lastIndex() ? "ends with" : "holds";
            throw damage(
                    "the state machine has applied entry %s, and the log %s entry %s"
                            .formatted(applied, there, lastUpTo(applied.index())),
                    MACHINE_REMEDY);
        }
        if (!holds(log, snapshot)) {
            throw damage(
                    ("the state machine has applied entry %s, which the log holds, and the newest"
                                    + " snapshot ends with entry %s, which the log does not hold")
                            .formatted(applied, snapshot),
                    MACHINE_REMEDY);
        }
    }

    private EntryId lastUpTo(long index) {
        return index > log.lastIndex() ? log.lastEntry() : new EntryId(log.termAt(index), index);
    }

    /// Is `entry`, which is not before the log, in it or the one that it begins behind?
    static boolean holds(LogSlice log, EntryId entry) {
        return entry.index() <= log.lastIndex() && log.termAt(entry.index()) == entry.term();
    }

    /// Can two entries, the first of which is no later, not both have been committed?
    private static boolean contradict(EntryId earlier, EntryId later) {
        return earlier.index() == later.index()
                ? earlier.term() != later.term()
                : earlier.term() > later.term();
    }

    private static CorruptLogException damage(String what, String remedy) {
        return new CorruptLogException(what + remedy);
    }
}
