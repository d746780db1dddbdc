package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a log store must hold.
///
/// @param base it need not begin before this
/// @param purged it begins no later than behind this index
/// @param entries all behind `base`
record ExpectedLog(Ballot ballot, EntryId base, long purged, List<Entry> entries) {
    static final ExpectedLog EMPTY = new ExpectedLog(Ballot.NONE, EntryId.NONE, 0, List.of());

    ExpectedLog {
        entries = List.copyOf(entries);
    }

    long lastIndex() {
        return base.index() + entries.size();
    }

    EntryId idAt(long index) {
        return index == base.index() ? base : entries.get((int) (index - base.index()) - 1).id();
    }

    /// Of an entry that may be purged, or kept as the last one.
    long anyIndex(SplittableRandom random) {
        return anyIndexUpTo(lastIndex(), random);
    }

    /// Likewise, but none behind `last`.
    long anyIndexUpTo(long last, SplittableRandom random) {
        return purged + random.nextLong(last - purged + 1);
    }

    /// The entries up to and with `last` that the log must have.
    List<Entry> entriesUpTo(long last) {
        return entries.subList((int) (purged - base.index()), (int) (last - base.index()));
    }

    ExpectedLog afterPurge(long through) {
        return new ExpectedLog(ballot, base, through, entries);
    }

    ExpectedLog after(LogWrite write) {
        var written = withBallot(write);
        if (write.reset() != null) {
            return new ExpectedLog(
                    written.ballot, write.reset(), write.keepThrough(), write.entries());
        }
        var kept = new ArrayList<>(entries.subList(0, (int) (write.keepThrough() - base.index())));
        kept.addAll(write.entries());
        return new ExpectedLog(written.ballot, base, purged, kept);
    }

    private ExpectedLog withBallot(LogWrite write) {
        return write.ballot() == null
                ? this
                : new ExpectedLog(write.ballot(), base, purged, entries);
    }

    /// What a crash in the middle of `write` may leave.
    ///
    /// @param atomicBytes with no more payload than this it is there whole or not at all
    List<ExpectedLog> possibleAfter(LogWrite write, int atomicBytes) {
        var possible = new ArrayList<>(List.of(this, withBallot(write), after(write)));
        var bytes = write.entries().stream().mapToInt(Entry::payloadBytes).sum();
        for (var count = 0; bytes > atomicBytes && count < write.entries().size(); count++) {
            var part = write.entries().subList(0, count);
            possible.add(
                    after(new LogWrite(write.ballot(), write.reset(), write.keepThrough(), part)));
        }
        return possible;
    }

    /// Finds what `store` recovered among what is possible, and returns it.
    ExpectedLog assertIsIn(LogStore store, List<ExpectedLog> possible) throws IOException {
        var recovery = store.recovery();
        var log = recovery.log();
        var found =
                log.isEmpty()
                        ? List.<Entry>of()
                        : store.read(log.firstIndex(), log.lastIndex(), Long.MAX_VALUE);
        for (var each : possible) {
            if (recovery.ballot().equals(each.ballot) && each.holds(log.previous(), found)) {
                return new ExpectedLog(
                        each.ballot,
                        log.previous(),
                        Math.max(each.purged, log.previous().index()),
                        found);
            }
        }
        throw new AssertionError(
                "found %s and %s with %d entries, which is none of %s"
                        .formatted(recovery.ballot(), log, found.size(), possible));
    }

    private boolean holds(EntryId found, List<Entry> rest) {
        var skipped = (int) (found.index() - base.index());
        return skipped >= 0
                && found.index() <= purged
                && idAt(found.index()).equals(found)
                && entries.subList(skipped, entries.size()).equals(rest);
    }

    @Override
    public String toString() {
        return "%s from %s (or behind %d) to %d".formatted(ballot, base, purged, lastIndex());
    }
}
