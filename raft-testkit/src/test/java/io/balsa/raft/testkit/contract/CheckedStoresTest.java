package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.commands;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.ContractViolation;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.log.snapshot.CheckedSnapshotStore;
import io.balsa.raft.log.snapshot.MemorySnapshots;
import io.balsa.raft.node.CheckedStateMachine;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/// Each rule that is watched over at run time is told by name when it is broken.
class CheckedStoresTest {
    private final UnruledLog unruled = new UnruledLog();
    private final LogStore log = new CheckedLogStore(unruled);

    /// A log that takes whatever it is given, and answers as a test says.
    private static final class UnruledLog implements LogStore {
        private final MemoryLog log = new MemoryLog();
        private @Nullable IOException failure;
        private UnaryOperator<List<Entry>> lie = UnaryOperator.identity();
        private Runnable duringWrite = () -> {};

        @Override
        public Recovery recovery() {
            return log.recovery();
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

    private static void assertBreaks(String rule, ThrowingCallable deed) {
        assertThatThrownBy(deed).isInstanceOf(ContractViolation.class).hasMessageContaining(rule);
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
    void snapshotsAreWhatTheySay() throws IOException {
        var store = new CheckedSnapshotStore(new MemorySnapshots());
        var mark =
                new SnapshotMark(
                        new EntryId(1, 10), new MembershipEntry(new EntryId(1, 1), voters(1)));
        var early =
                new SnapshotMark(
                        new EntryId(1, 10), new MembershipEntry(new EntryId(1, 11), voters(1)));
        assertBreaks("and the membership it tells", () -> store.begin(early));
        var draft = store.begin(mark);
        draft.finish();
        assertBreaks("finished or was closed", draft::finish);
        assertBreaks("finished or was closed", () -> draft.stream().write(1));
        store.close();
        assertBreaks("was closed", () -> store.begin(mark));
    }

    @Test
    void commandsComeInOrder() {
        var machine = new CheckedStateMachine<>(new Tally());
        var command = ByteBuffer.wrap(new byte[] {65});
        machine.apply(new EntryId(2, 5), command);
        var rule = "in the order of the log, each once";
        assertBreaks(rule, () -> machine.apply(new EntryId(2, 5), command));
        assertBreaks(rule, () -> machine.apply(new EntryId(1, 6), command));
        machine.apply(new EntryId(2, 9), command);
    }

    @Test
    void commandsStayAsTheyAre() {
        var machine = new CheckedStateMachine<>((id, command) -> command.put(0, (byte) 1));
        assertBreaks(
                "bytes stay as they are",
                () -> machine.apply(new EntryId(1, 1), ByteBuffer.allocate(3)));
        var reading = new CheckedStateMachine<>((id, command) -> command.get());
        assertBreaks(
                "position and limit stay",
                () -> reading.apply(new EntryId(1, 1), ByteBuffer.allocate(3)));
    }

    @Test
    void oneViewIsOpenAtATime() throws IOException {
        var machine = new CheckedStateMachine<>(new Tally());
        var view = requireNonNull(machine.view());
        assertBreaks("one view is open at a time", machine::view);
        view.close();
        assertBreaks("closed once, after its last use", view::close);
        requireNonNull(machine.view()).close();
    }
}
