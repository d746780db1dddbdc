package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.command;
import static io.balsa.raft.testkit.contract.ExampleEntries.membership;
import static io.balsa.raft.testkit.contract.ExampleEntries.noise;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a log store goes through, at random, and what it must hold.
final class LogLife {
    private final SplittableRandom random;
    private final Sizes sizes;
    private ExpectedLog expected = ExpectedLog.EMPTY;
    private List<ExpectedLog> possible = List.of(expected);
    private long term = 1;

    /// @param atomicBytes a write with no more payload than this is there whole or not at all
    /// @param payloadBytes a command has less
    record Sizes(int atomicBytes, int payloadBytes) {}

    LogLife(SplittableRandom random, Sizes sizes) {
        this.random = random;
        this.sizes = sizes;
    }

    /// What the store holds when nothing is under way.
    ExpectedLog expected() {
        return expected;
    }

    /// What it may hold when what is under way never ends.
    List<ExpectedLog> possible() {
        return possible;
    }

    /// Writes or purges something.
    void change(LogStore store) throws IOException {
        if (random.nextInt(5) == 0) {
            purge(store, expected.anyIndex(random));
        } else {
            write(store, nextWrite());
        }
    }

    private void purge(LogStore store, long through) throws IOException {
        possible = List.of(expected, expected.afterPurge(through));
        store.purge(expected.idAt(through));
        settle(possible.getLast());
    }

    void write(LogStore store, LogWrite write) throws IOException {
        possible = expected.possibleAfter(write, sizes.atomicBytes());
        store.write(write);
        settle(expected.after(write));
    }

    private void settle(ExpectedLog now) {
        expected = now;
        possible = List.of(now);
    }

    /// Purges something while `write` is put off.
    void purgeBefore(LogStore store, LogWrite write) throws IOException {
        if (write.reset() == null) {
            var through = expected.anyIndexUpTo(write.keepThrough(), random);
            store.purge(expected.idAt(through));
            expected = expected.afterPurge(through);
            possible = expected.possibleAfter(write, sizes.atomicBytes());
        }
    }

    LogWrite nextWrite() {
        var isNewTerm = random.nextInt(3) == 0;
        term += isNewTerm ? 1 : 0;
        var vote = random.nextBoolean() ? null : MemberId.of(1 + random.nextInt(3));
        var ballot = isNewTerm ? new Ballot(term, vote) : null;
        if (isNewTerm && random.nextInt(6) == 0) {
            var base = expected.anyIndex(random) + random.nextInt(30) + 1;
            var entries = nextEntries(base);
            return new LogWrite(ballot, new EntryId(term, base), base, entries);
        }
        var last = expected.lastIndex();
        var keep = isNewTerm ? Math.max(expected.anyIndex(random), last - 8) : last;
        return new LogWrite(ballot, keep, nextEntries(keep));
    }

    private List<Entry> nextEntries(long keep) {
        var entries = new ArrayList<Entry>();
        for (var index = keep + 1; index <= keep + random.nextInt(5); index++) {
            var id = new EntryId(term, index);
            entries.add(
                    random.nextInt(8) == 0
                            ? membership(id, 1 + random.nextInt(3))
                            : command(id, noise(random.nextInt(sizes.payloadBytes()))));
        }
        return entries;
    }

    /// What nobody has written or purged yet.
    LogWrite afterwards() {
        term++;
        var index = expected.lastIndex() + 1;
        var entry = Entry.blank(new EntryId(term, index));
        return new LogWrite(new Ballot(term, null), index - 1, List.of(entry));
    }

    /// Finds one of the possible logs in the store, and goes on with it.
    void goOnWith(LogStore store) throws IOException {
        settle(expected.assertIsIn(store, possible));
    }
}
