package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.command;
import static io.balsa.raft.testkit.contract.ExampleEntries.commands;
import static io.balsa.raft.testkit.contract.ExampleEntries.commandsOfSize;
import static io.balsa.raft.testkit.contract.ExampleEntries.membership;
import static io.balsa.raft.testkit.contract.ExampleEntries.noise;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What every [LogStore] promises. Extend it, and say how to open yours. The parts about purging
/// and resetting are in [LogPurgeContract], which comes with it.
///
/// What a crash leaves is not tried here: for a store on a disk that can be stopped for that,
/// extend [LogStoreCrashContract] too.
public abstract class LogStoreContract extends LogPurgeContract {
    @Test
    void startsEmpty() {
        var recovery = store().recovery();
        assertThat(recovery.ballot()).isEqualTo(Ballot.NONE);
        assertThat(recovery.log()).isEqualTo(LogSlice.EMPTY);
        assertThat(recovery.sizes().lastIndex()).isZero();
    }

    @Test
    void readsBackWhatWasAppended() throws IOException {
        var first = append(0, commands(1, 1, 10));
        var second = append(10, commands(2, 11, 5));
        assertThat(read(1, 10)).isEqualTo(first);
        assertThat(read(11, 15)).isEqualTo(second);
        assertThat(read(7, 7)).isEqualTo(first.subList(6, 7));
        assertThat(read(1, 15)).hasSize(15);
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
        assertThat(read(1, 6)).isEqualTo(entries);
    }

    @Test
    void readsNoMoreThanFitsButAtLeastOne() throws IOException {
        var entries = append(0, commandsOfSize(100, 1, 20));
        assertThat(store().read(1, 20, 250)).isEqualTo(entries.subList(0, 2));
        assertThat(store().read(1, 20, 300)).isEqualTo(entries.subList(0, 3));
        assertThat(store().read(5, 20, 1)).isEqualTo(entries.subList(4, 5));
        assertThat(store().read(5, 20, 0)).isEqualTo(entries.subList(4, 5));
        assertThat(store().read(5, 6, 1_000)).isEqualTo(entries.subList(4, 6));
    }

    @Test
    void leavesOutWhatWasDroppedMeanwhile() throws IOException {
        var entries = append(0, commands(1, 1, 10));
        append(6, List.of());
        assertThat(read(4, 10)).isEqualTo(entries.subList(3, 6));
        assertThat(read(7, 10)).isEmpty();
    }

    @Test
    void leavesThePayloadAsItWasGiven() throws IOException {
        var bytes = ByteBuffer.wrap(noise(100), 20, 50).asReadOnlyBuffer();
        var entry = new Entry(new EntryId(1, 1), Entry.Kind.COMMAND, bytes);
        append(0, List.of(entry));
        assertThat(bytes.position()).isEqualTo(20);
        assertThat(bytes.remaining()).isEqualTo(50);
        assertThat(read(1, 1)).containsExactly(entry);
    }

    @Test
    void takesPayloadsFromMemoryOutsideTheHeap() throws IOException {
        var bytes = ByteBuffer.allocateDirect(300).put(noise(300)).flip();
        var entry = new Entry(new EntryId(1, 1), Entry.Kind.COMMAND, bytes);
        append(0, List.of(entry));
        assertThat(read(1, 1)).containsExactly(entry);
    }

    @Test
    void dropsWhatFollowsTheEntriesToKeep() throws IOException {
        var old = append(0, commands(1, 1, 10));
        append(4, List.of());
        var recent = append(4, commands(2, 5, 3));
        assertThat(read(1, 4)).isEqualTo(old.subList(0, 4));
        assertThat(read(5, 7)).isEqualTo(recent);
        reopen();
        assertThat(recovery().log().lastEntry()).isEqualTo(new EntryId(2, 7));
        assertThat(recovery().log().termStarts())
                .containsExactly(new EntryId(1, 1), new EntryId(2, 5));
        assertThat(read(1, 7)).startsWith(old.get(0)).endsWith(recent.get(2));
    }

    @Test
    void dropsAndAppendsInOneWrite() throws IOException {
        append(0, commands(1, 1, 10));
        var recent = append(2, commands(3, 3, 1));
        assertThat(read(3, 3)).isEqualTo(recent);
        reopen();
        assertThat(recovery().log().lastEntry()).isEqualTo(new EntryId(3, 3));
        assertThat(read(3, 3)).isEqualTo(recent);
    }

    @Test
    void dropsEverything() throws IOException {
        append(0, commands(1, 1, 10));
        append(0, List.of());
        reopen();
        assertThat(recovery().log()).isEqualTo(LogSlice.EMPTY);
        assertThat(recovery().sizes().lastIndex()).isZero();
        var recent = append(0, commands(2, 1, 1));
        assertThat(read(1, 1)).isEqualTo(recent);
    }

    @Test
    void remembersTheLastBallot() throws IOException {
        var ballot = new Ballot(7, MemberId.of(3));
        store().write(new LogWrite(new Ballot(6, null), 0, List.of()));
        store().write(new LogWrite(ballot, 0, commands(7, 1, 1)));
        append(1, commands(7, 2, 1));
        reopen();
        assertThat(recovery().ballot()).isEqualTo(ballot);
        assertThat(recovery().log().lastIndex()).isEqualTo(2);
    }

    @Test
    void changesTheBallotAloneWithoutTouchingTheLog() throws IOException {
        var entries = append(0, commands(1, 1, 3));
        store().write(new LogWrite(new Ballot(9, null), 3, List.of()));
        assertThat(read(1, 3)).isEqualTo(entries);
        reopen();
        assertThat(recovery().ballot()).isEqualTo(new Ballot(9, null));
        assertThat(read(1, 3)).isEqualTo(entries);
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
        assertThat(read(1, all.size())).isEqualTo(all);
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
            assertThat(read(first, last)).isEqualTo(all.subList(first - 1, last));
        }
    }

    @Test
    void readsEachEntryByItself() throws IOException {
        var entries = append(0, commands(1, 1, 50));
        for (var entry : entries) {
            var index = entry.id().index();
            assertThat(read(index, index)).containsExactly(entry);
        }
        assertThat(read(51, 51)).isEmpty();
        assertThat(read(40, 60)).isEqualTo(entries.subList(39, 50));
    }

    @Test
    void keepsEverythingUpToItsEnd() throws IOException {
        var entries = append(0, commands(1, 1, 11));
        append(11, List.of());
        assertThat(read(1, 11)).isEqualTo(entries);
        reopen();
        assertThat(read(1, 11)).isEqualTo(entries);
    }

    @Test
    void remembersBallotAndLogTogether() throws IOException {
        var ballot = new Ballot(3, MemberId.of(2));
        store().write(new LogWrite(ballot, 0, commands(3, 1, 3)));
        reopen();
        assertThat(recovery().ballot()).isEqualTo(ballot);
        assertThat(log().lastEntry()).isEqualTo(new EntryId(3, 3));
    }

    @Test
    void findsTheMembershipsAmongManyEntries() throws IOException {
        var places = List.of(1L, 4_096L, 4_097L, 9_000L);
        for (var place : places) {
            var last = log(place - 1);
            append(place - 1, List.of(membership(new EntryId(1, place), (int) (place % 5) + 1)));
            assertThat(last).isEqualTo(place - 1);
        }
        reopen();
        assertThat(log().memberships())
                .extracting(MembershipEntry::index)
                .containsExactlyElementsOf(places);
    }

    /// Appends blank entries until there are `count` entries, and returns that.
    private long log(long count) throws IOException {
        for (var last = blanks; last < count; ) {
            var entries = new ArrayList<Entry>();
            while (last < count && entries.size() < 1_000) {
                entries.add(Entry.blank(new EntryId(1, ++last)));
            }
            append(last - entries.size(), entries);
        }
        blanks = count + 1;
        return count;
    }

    private long blanks;
}
