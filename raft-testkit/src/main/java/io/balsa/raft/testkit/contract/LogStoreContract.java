package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.command;
import static io.balsa.raft.testkit.contract.ExampleEntries.commands;
import static io.balsa.raft.testkit.contract.ExampleEntries.commandsOfSize;
import static io.balsa.raft.testkit.contract.ExampleEntries.membership;
import static io.balsa.raft.testkit.contract.ExampleEntries.noise;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What every [LogStore] promises. Extend it, and say how to open yours.
///
/// What a crash leaves is not tried here: run the store on a disk that can be stopped for that.
public abstract class LogStoreContract {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private LogStore store;

    /// Opens the store under test: a new one first, the same again when it has been closed.
    protected abstract LogStore open() throws IOException;

    /// Does the store remember anything after it was closed?
    protected abstract boolean isDurable();

    /// The store is opened here and not in a constructor, which subclasses need for themselves.
    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() throws IOException {
        store.close();
    }

    @Test
    void startsEmpty() {
        var recovery = store.recovery();
        assertThat(recovery.ballot()).isEqualTo(Ballot.NONE);
        assertThat(recovery.log()).isEqualTo(LogSlice.EMPTY);
        assertThat(recovery.sizes().lastIndex()).isZero();
    }

    @Test
    void readsBackWhatWasAppended() throws IOException {
        var first = append(0, commands(1, 1, 10));
        var second = append(10, commands(2, 11, 5));
        assertThat(store.read(1, 10, NO_LIMIT)).isEqualTo(first);
        assertThat(store.read(11, 15, NO_LIMIT)).isEqualTo(second);
        assertThat(store.read(7, 7, NO_LIMIT)).isEqualTo(first.subList(6, 7));
        assertThat(store.read(1, 15, NO_LIMIT)).hasSize(15);
    }

    @Test
    void readsEntriesOfEveryKindAndSize() throws IOException {
        var entries =
                append(
                        0,
                        List.of(
                                Entry.blank(new EntryId(1, 1)),
                                command(new EntryId(1, 2), new byte[0]),
                                command(new EntryId(1, 3), new byte[] {0}),
                                membership(new EntryId(1, 4), 3),
                                command(new EntryId(1, 5), new byte[5_000]),
                                command(new EntryId(1, 6), noise(70_001))));
        assertThat(store.read(1, 6, NO_LIMIT)).isEqualTo(entries);
    }

    @Test
    void readsNoMoreThanFitsButAtLeastOne() throws IOException {
        var entries = append(0, commandsOfSize(100, 1, 20));
        assertThat(store.read(1, 20, 250)).isEqualTo(entries.subList(0, 2));
        assertThat(store.read(1, 20, 300)).isEqualTo(entries.subList(0, 3));
        assertThat(store.read(5, 20, 1)).isEqualTo(entries.subList(4, 5));
        assertThat(store.read(5, 20, 0)).isEqualTo(entries.subList(4, 5));
        assertThat(store.read(5, 6, 1_000)).isEqualTo(entries.subList(4, 6));
    }

    @Test
    void leavesOutWhatWasDroppedMeanwhile() throws IOException {
        var entries = append(0, commands(1, 1, 10));
        append(6, List.of());
        assertThat(store.read(4, 10, NO_LIMIT)).isEqualTo(entries.subList(3, 6));
        assertThat(store.read(7, 10, NO_LIMIT)).isEmpty();
    }

    @Test
    void leavesThePayloadAsItWasGiven() throws IOException {
        var bytes = ByteBuffer.wrap(noise(100), 20, 50).asReadOnlyBuffer();
        var entry = new Entry(new EntryId(1, 1), Entry.Kind.COMMAND, bytes);
        append(0, List.of(entry));
        assertThat(bytes.position()).isEqualTo(20);
        assertThat(bytes.remaining()).isEqualTo(50);
        assertThat(store.read(1, 1, NO_LIMIT)).containsExactly(entry);
    }

    @Test
    void takesPayloadsFromMemoryOutsideTheHeap() throws IOException {
        var bytes = ByteBuffer.allocateDirect(300).put(noise(300)).flip();
        var entry = new Entry(new EntryId(1, 1), Entry.Kind.COMMAND, bytes);
        append(0, List.of(entry));
        assertThat(store.read(1, 1, NO_LIMIT)).containsExactly(entry);
    }

    @Test
    void dropsWhatFollowsTheEntriesToKeep() throws IOException {
        var old = append(0, commands(1, 1, 10));
        append(4, List.of());
        var recent = append(4, commands(2, 5, 3));
        assertThat(store.read(1, 4, NO_LIMIT)).isEqualTo(old.subList(0, 4));
        assertThat(store.read(5, 7, NO_LIMIT)).isEqualTo(recent);
        reopen();
        assertThat(recovery().log().lastEntry()).isEqualTo(new EntryId(2, 7));
        assertThat(recovery().log().termStarts())
                .containsExactly(new EntryId(1, 1), new EntryId(2, 5));
        assertThat(store.read(1, 7, NO_LIMIT)).startsWith(old.get(0)).endsWith(recent.get(2));
    }

    @Test
    void dropsAndAppendsInOneWrite() throws IOException {
        append(0, commands(1, 1, 10));
        var recent = append(2, commands(3, 3, 1));
        assertThat(store.read(3, 3, NO_LIMIT)).isEqualTo(recent);
        reopen();
        assertThat(recovery().log().lastEntry()).isEqualTo(new EntryId(3, 3));
        assertThat(store.read(3, 3, NO_LIMIT)).isEqualTo(recent);
    }

    @Test
    void dropsEverything() throws IOException {
        append(0, commands(1, 1, 10));
        append(0, List.of());
        reopen();
        assertThat(recovery().log()).isEqualTo(LogSlice.EMPTY);
        assertThat(recovery().sizes().lastIndex()).isZero();
        var recent = append(0, commands(2, 1, 1));
        assertThat(store.read(1, 1, NO_LIMIT)).isEqualTo(recent);
    }

    @Test
    void remembersTheLastBallot() throws IOException {
        var ballot = new Ballot(7, MemberId.of(3));
        store.write(new LogWrite(new Ballot(6, null), 0, List.of()));
        store.write(new LogWrite(ballot, 0, commands(7, 1, 1)));
        append(1, commands(7, 2, 1));
        reopen();
        assertThat(recovery().ballot()).isEqualTo(ballot);
        assertThat(recovery().log().lastIndex()).isEqualTo(2);
    }

    @Test
    void changesTheBallotAloneWithoutTouchingTheLog() throws IOException {
        var entries = append(0, commands(1, 1, 3));
        store.write(new LogWrite(new Ballot(9, null), 3, List.of()));
        assertThat(store.read(1, 3, NO_LIMIT)).isEqualTo(entries);
        reopen();
        assertThat(recovery().ballot()).isEqualTo(new Ballot(9, null));
        assertThat(store.read(1, 3, NO_LIMIT)).isEqualTo(entries);
    }

    @Test
    void remembersTermsAndSizes() throws IOException {
        append(0, commandsOfSize(10, 1, 2));
        append(2, commands(3, 3, 2));
        append(4, List.of(command(new EntryId(5, 5), new byte[1234])));
        reopen();
        var slice = recovery().log();
        assertThat(slice.previous()).isEqualTo(EntryId.NONE);
        assertThat(slice.termStarts())
                .containsExactly(new EntryId(1, 1), new EntryId(3, 3), new EntryId(5, 5));
        assertThat(recovery().sizes().lastIndex()).isEqualTo(5);
        assertThat(recovery().sizes().bytesAt(2)).isEqualTo(10);
        assertThat(recovery().sizes().bytesAt(5)).isEqualTo(1234);
    }

    @Test
    void remembersTheMembershipsThatWereNotDropped() throws IOException {
        append(0, List.of(membership(new EntryId(1, 1), 1), membership(new EntryId(1, 2), 2)));
        append(1, List.of(Entry.blank(new EntryId(2, 2)), membership(new EntryId(2, 3), 3)));
        reopen();
        assertThat(recovery().log().memberships())
                .containsExactly(
                        new MembershipEntry(new EntryId(1, 1), voters(1)),
                        new MembershipEntry(new EntryId(2, 3), voters(3)));
    }

    @Test
    void goesOnWhereItStoppedAgainAndAgain() throws IOException {
        var all = new ArrayList<Entry>();
        for (var round = 0; round < 10; round++) {
            all.addAll(append(all.size(), commands(round + 1L, all.size() + 1L, 30)));
            reopen();
            assertThat(recovery().log().lastIndex()).isEqualTo(all.size());
        }
        assertThat(store.read(1, all.size(), NO_LIMIT)).isEqualTo(all);
    }

    @Test
    void holdsManyBatchesOfManySizes() throws IOException {
        var random = new SplittableRandom(1);
        var all = new ArrayList<Entry>();
        while (all.size() < 2_000) {
            all.addAll(append(all.size(), commands(1, all.size() + 1L, 1 + random.nextInt(60))));
        }
        reopen();
        for (var i = 0; i < 200; i++) {
            var first = 1 + random.nextInt(all.size());
            var last = first + random.nextInt(all.size() - first + 1);
            assertThat(store.read(first, last, NO_LIMIT)).isEqualTo(all.subList(first - 1, last));
        }
    }

    @Test
    void isReadWhileItIsWritten() throws Exception {
        var written = append(0, commands(1, 1, 100));
        var failures = new ArrayList<Throwable>();
        var reader = Thread.ofVirtual().unstarted(() -> readAgainAndAgain(written, failures));
        reader.start();
        for (var last = 100; last < 1_100; last += 10) {
            append(last, commands(last, last + 1L, 10));
            append(last, commands(last + 1L, last + 1L, 10));
        }
        reader.join();
        assertThat(failures).isEmpty();
    }

    private void readAgainAndAgain(List<Entry> written, List<Throwable> failures) {
        try {
            for (var i = 0; i < 300; i++) {
                assertThat(store.read(1, 100, NO_LIMIT)).isEqualTo(written);
                assertThat(store.read(90, 2_000, NO_LIMIT))
                        .startsWith(written.subList(89, 100).toArray(Entry[]::new));
            }
        } catch (IOException | RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }

    private List<Entry> append(long keepThrough, List<Entry> entries) throws IOException {
        store.write(new LogWrite(null, keepThrough, entries));
        return entries;
    }

    /// Closes the store and opens it again. Ends the test well when there is nothing to come back.
    private void reopen() throws IOException {
        assumeTrue(isDurable(), "the store forgets when it is closed");
        store.close();
        store = open();
    }

    private Recovery recovery() {
        return store.recovery();
    }
}
