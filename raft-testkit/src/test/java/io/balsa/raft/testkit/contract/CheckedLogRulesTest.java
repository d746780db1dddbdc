package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.BrokenRules.assertBreaks;
import static io.balsa.raft.testkit.contract.ExampleEntries.commands;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.log.SizeTable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/// Each rule of logs that is watched over at run time is told by name when it is broken.
class CheckedLogRulesTest {
    private final UnruledLog unruled = new UnruledLog();
    private final LogStore log = new CheckedLogStore(unruled);

    /// A log that takes whatever it is given, and answers as a test says.
    private static final class UnruledLog implements LogStore {
        private final MemoryLog log = new MemoryLog();
        private Recovery recovery = log.recovery();
        private @Nullable IOException failure;
        private UnaryOperator<List<Entry>> lie = UnaryOperator.identity();
        private Runnable duringWrite = () -> {};

        @Override
        public Recovery recovery() {
            return recovery;
        }

        @Override
        public void write(LogWrite write) throws IOException {
            duringWrite.run();
            if (failure != null) {
                throw failure;
            }
            log.write(write);
        }

        @Override
        public void purge(EntryId through) {
            log.purge(through);
        }

        @Override
        public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) {
            return lie.apply(log.read(firstIndex, lastIndex, bytesMax));
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private void write(long keepThrough, List<Entry> entries) throws IOException {
        log.write(new LogWrite(null, keepThrough, entries));
    }

    private void write(Ballot ballot) throws IOException {
        log.write(new LogWrite(ballot, 0, List.of()));
    }

    @Test
    void ballotsOnlyMoveForward() throws IOException {
        write(new Ballot(5, MemberId.of(1)));
        var rule = "terms only grow, and a vote is given once";
        assertBreaks(rule, () -> write(new Ballot(4, null)));
        assertBreaks(rule, () -> write(new Ballot(5, MemberId.of(2))));
        assertBreaks(rule, () -> write(new Ballot(5, null)));
        write(new Ballot(5, MemberId.of(1)));
        write(new Ballot(6, MemberId.of(2)));
    }

    @Test
    void entriesFollowEachOther() throws IOException {
        write(0, commands(3, 1, 2));
        var rule = "without a hole, and terms never fall";
        assertBreaks(rule, () -> write(2, commands(3, 4, 1)));
        assertBreaks(rule, () -> write(2, commands(3, 2, 1)));
        assertBreaks(rule, () -> write(2, commands(2, 3, 1)));
        assertBreaks("keeps entries that are there", () -> write(3, commands(3, 4, 1)));
        write(2, commands(3, 3, 1));
    }

    @Test
    void nothingPurgedIsDropped() throws IOException {
        write(0, commands(3, 1, 10));
        log.purge(new EntryId(3, 6));
        var rule = "nothing that was purged is dropped";
        assertBreaks(rule, () -> write(5, List.of()));
        assertBreaks(rule, () -> log.write(LogWrite.reset(null, new EntryId(4, 5))));
        assertBreaks(
                "reset to what was committed later",
                () -> log.write(LogWrite.reset(null, new EntryId(2, 50))));
        assertBreaks("names an entry of the log", () -> log.purge(new EntryId(2, 7)));
        assertBreaks("names an entry of the log", () -> log.purge(new EntryId(3, 11)));
        write(6, commands(4, 7, 1));
        log.write(LogWrite.reset(null, new EntryId(4, 50)));
        write(50, commands(4, 51, 1));
    }

    @Test
    void aFullDiskIsTriedAgain() throws IOException {
        unruled.failure = new DiskFullException("no room in this test");
        assertThatThrownBy(() -> write(0, commands(1, 1, 2))).isInstanceOf(DiskFullException.class);
        unruled.failure = null;
        assertBreaks("disk full is the next one", () -> write(0, commands(1, 1, 3)));
        write(0, commands(1, 1, 2));
        write(2, commands(1, 3, 1));
    }

    @Test
    void nobodyWritesAfterAFailure() {
        unruled.failure = new IOException("broken in this test");
        assertThatThrownBy(() -> write(0, commands(1, 1, 2))).isSameAs(unruled.failure);
        unruled.failure = null;
        assertBreaks("again that failed", () -> write(0, commands(1, 1, 2)));
        assertBreaks("again that failed", () -> log.purge(EntryId.NONE));
    }

    @Test
    void oneThreadWritesAtATime() throws IOException {
        unruled.duringWrite =
                () -> assertBreaks("one thread at a time writes", () -> log.purge(EntryId.NONE));
        write(0, commands(1, 1, 2));
    }

    @Test
    void answersAreWhatWasAskedFor() throws IOException {
        write(0, commands(1, 1, 10));
        var rule = "is what was asked for, without a hole";
        unruled.lie = entries -> entries.subList(1, entries.size());
        assertBreaks(rule, () -> log.read(3, 6, 10_000));
        unruled.lie = entries -> List.of(entries.get(0), entries.get(2));
        assertBreaks(rule, () -> log.read(3, 6, 10_000));
        unruled.lie = entries -> commands(1, 3, 8);
        assertBreaks(rule, () -> log.read(3, 6, 10_000));
        assertBreaks("no larger than was asked for", () -> log.read(3, 10, 10));
        unruled.lie = entries -> commands(2, 3, 2);
        assertBreaks("read back as they were written", () -> log.read(3, 6, 10_000));
        unruled.lie = entries -> List.of();
        assertBreaks("an entry that is there can be read", () -> log.read(3, 6, 10_000));
        assertBreaks("asks for some entries", () -> log.read(6, 3, 10_000));
    }

    @Test
    void nobodyUsesWhatWasClosed() throws IOException {
        log.close();
        assertBreaks("was closed", () -> log.read(1, 1, 1));
        assertBreaks("was closed", () -> write(0, List.of()));
    }

    @Test
    void recoveryTellsTheSizeOfEveryEntry() {
        var noSizes = new SizeTable(1);
        unruled.recovery = new Recovery(Ballot.NONE, oneEntry(List.of()), noSizes);
        assertBreaks("the size of every entry", () -> new CheckedLogStore(unruled));
    }

    @Test
    void recoveryTellsMembershipsOfEntriesThatAreThere() {
        var sizes = new SizeTable(1);
        sizes.append(7);
        var rule = "memberships of entries that are there";
        for (var id : List.of(new EntryId(1, 2), new EntryId(2, 1))) {
            var membership = new MembershipEntry(id, voters(1));
            unruled.recovery = new Recovery(Ballot.NONE, oneEntry(List.of(membership)), sizes);
            assertBreaks(rule, () -> new CheckedLogStore(unruled));
        }
    }

    private static LogSlice oneEntry(List<MembershipEntry> memberships) {
        return new LogSlice(EntryId.NONE, List.of(new EntryId(1, 1)), 1, memberships);
    }
}
