package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.commands;
import static io.balsa.raft.testkit.contract.ExampleEntries.commandsOfSize;
import static io.balsa.raft.testkit.contract.ExampleEntries.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The part of [LogStoreContract] about logs that begin behind an entry: purged, or reset.
public abstract class LogPurgeContract extends LogReadersContract {
    private static final int BYTES = 700;

    @Test
    void purgesNothingThroughTheBeginning() throws IOException {
        var entries = append(0, commands(1, 1, 3));
        store().purge(EntryId.NONE);
        assertThat(read(1, 3)).isEqualTo(entries);
        reopen();
        assertThat(log().previous()).isEqualTo(EntryId.NONE);
        assertThat(read(1, 3)).isEqualTo(entries);
    }

    @Test
    void givesUpItsFront() throws IOException {
        var entries = append(0, commandsOfSize(BYTES, 1, 200));
        store().purge(new EntryId(1, 150));
        assertThat(read(151, 200)).isEqualTo(entries.subList(150, 200));
        assertThat(read(100, 200))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).isEmpty(),
                        answer -> assertThat(answer).isEqualTo(entries.subList(99, 200)));
        reopen();
        assertBeginsBehindAtMost(new EntryId(1, 150));
        assertHolds(entries, 200);
    }

    @Test
    void givesUpMoreAndMoreAndNeverGoesBack() throws IOException {
        var random = new SplittableRandom(5);
        var all = new ArrayList<Entry>();
        var purged = 0L;
        var base = 0L;
        for (var round = 0; round < 15; round++) {
            all.addAll(append(all.size(), commandsOfSize(BYTES, all.size() + 1, 40)));
            purged += random.nextLong(all.size() - purged);
            store().purge(new EntryId(purged == 0 ? 0 : 1, purged));
            reopen();
            assertThat(log().previous().index()).isBetween(base, purged);
            base = log().previous().index();
            assertHolds(all, all.size());
        }
        assertThat(purged).isGreaterThan(100);
    }

    @Test
    void knowsItsEndWhenAllIsPurged() throws IOException {
        append(0, commandsOfSize(BYTES, 1, 100));
        append(100, commands(7, 101, 1));
        store().purge(new EntryId(7, 101));
        reopen();
        assertBeginsBehindAtMost(new EntryId(7, 101));
        assertThat(log().lastEntry()).isEqualTo(new EntryId(7, 101));
        var more = append(101, commands(8, 102, 3));
        assertThat(read(102, 104)).isEqualTo(more);
        reopen();
        assertThat(log().lastEntry()).isEqualTo(new EntryId(8, 104));
    }

    @Test
    void leavesAloneWhatWasPurgedBefore() throws IOException {
        var entries = append(0, commandsOfSize(BYTES, 1, 100));
        store().purge(new EntryId(1, 60));
        store().purge(new EntryId(1, 20));
        store().purge(new EntryId(1, 60));
        assertThat(read(61, 100)).isEqualTo(entries.subList(60, 100));
        reopen();
        assertBeginsBehindAtMost(new EntryId(1, 60));
        assertHolds(entries, 100);
    }

    @Test
    void tellsTheMembershipsBehindItsBase() throws IOException {
        for (var index = 10L; index <= 100; index += 10) {
            append(index - 10, commandsOfSize(BYTES, index - 9, 9));
            append(index - 1, List.of(membership(new EntryId(1, index), (int) index / 20 + 1)));
        }
        store().purge(new EntryId(1, 70));
        reopen();
        var base = log().previous().index();
        assertThat(log().memberships())
                .extracting(MembershipEntry::index)
                .contains(80L, 90L, 100L)
                .allMatch(index -> index > base);
    }

    @Test
    void remembersTermsAndSizesBehindItsBase() throws IOException {
        append(0, commandsOfSize(BYTES, 1, 50));
        append(50, commands(3, 51, 50));
        append(100, commands(6, 101, 50));
        store().purge(new EntryId(3, 70));
        reopen();
        assertBeginsBehindAtMost(new EntryId(3, 70));
        assertThat(log().termAt(71)).isEqualTo(3);
        assertThat(log().termStarts()).endsWith(new EntryId(6, 101));
        assertThat(recovery().sizes().lastIndex()).isEqualTo(150);
        assertThat(recovery().sizes().bytesAt(log().firstIndex()))
                .isEqualTo(read(log().firstIndex(), 150).getFirst().payloadBytes());
    }

    @Test
    void dropsWhatFollowsThePurgedEntries() throws IOException {
        append(0, commandsOfSize(BYTES, 1, 100));
        store().purge(new EntryId(1, 60));
        var recent = append(60, commands(2, 61, 5));
        assertThat(read(61, 100)).isEqualTo(recent);
        reopen();
        assertBeginsBehindAtMost(new EntryId(1, 60));
        assertThat(log().lastEntry()).isEqualTo(new EntryId(2, 65));
        assertThat(read(61, 65)).isEqualTo(recent);
    }

    /// What was dropped before the purge may lie on both sides of what is deleted.
    @Test
    void beginsBehindTheRightEntryWhateverWasDroppedBefore() throws IOException {
        var all = new ArrayList<Entry>();
        for (var round = 1; round <= 20; round++) {
            var last = all.size();
            var kept = Math.max(0, last - round % 7 * 5);
            all.subList(kept, last).clear();
            all.addAll(append(kept, commands(round, kept + 1L, 17 + round)));
            if (round % 2 == 0) {
                store().purge(all.get(kept / 2).id());
                reopen();
                assertBeginsBehindAtMost(all.get(kept / 2).id());
                assertHolds(all, all.size());
            }
        }
    }

    @Test
    void isEmptyBehindItsBaseAfterAReset() throws IOException {
        append(0, commandsOfSize(BYTES, 1, 100));
        var base = new EntryId(4, 500);
        store().write(LogWrite.reset(new Ballot(4, null), base));
        assertThat(read(1, 100)).isEmpty();
        assertThat(read(501, 600)).isEmpty();
        reopen();
        assertThat(recovery().ballot()).isEqualTo(new Ballot(4, null));
        assertThat(log().previous()).isEqualTo(base);
        assertThat(log().isEmpty()).isTrue();
        assertThat(log().memberships()).isEmpty();
        assertThat(recovery().sizes().lastIndex()).isEqualTo(500);
    }

    @Test
    void goesOnBehindAnEntryItNeverHad() throws IOException {
        store().write(LogWrite.reset(null, new EntryId(2, 77)));
        var entries = append(77, commands(3, 78, 20));
        assertThat(read(78, 97)).isEqualTo(entries);
        append(90, List.of());
        reopen();
        assertThat(log().previous()).isEqualTo(new EntryId(2, 77));
        assertThat(log().termStarts()).containsExactly(new EntryId(3, 78));
        assertThat(read(78, 90)).isEqualTo(entries.subList(0, 13));
    }

    @Test
    void resetsToAPlaceThatItHas() throws IOException {
        append(0, commandsOfSize(BYTES, 1, 100));
        store().write(LogWrite.reset(null, new EntryId(3, 40)));
        assertThat(read(41, 100)).isEmpty();
        var recent = append(40, commands(3, 41, 4));
        reopen();
        assertThat(log().previous()).isEqualTo(new EntryId(3, 40));
        assertThat(read(41, 100)).isEqualTo(recent);
    }

    @Test
    void resetsAndAppendsInOneWrite() throws IOException {
        append(0, commandsOfSize(BYTES, 1, 100));
        var ballot = new Ballot(6, MemberId.of(1));
        var base = new EntryId(5, 300);
        var entries =
                commandsOfSize(BYTES, 301, 60).stream()
                        .map(entry ->
                                new Entry(
                                        new EntryId(6, entry.id().index()),
                                        entry.kind(),
                                        entry.payload()))
                        .toList();
        store().write(new LogWrite(ballot, base, 300, entries));
        assertThat(read(301, 400)).isEqualTo(entries);
        reopen();
        assertThat(recovery().ballot()).isEqualTo(ballot);
        assertThat(log().previous()).isEqualTo(base);
        assertThat(read(301, 400)).isEqualTo(entries);
    }

    @Test
    void resetsAndPurgesInTurn() throws IOException {
        var last = 0L;
        for (var round = 1; round <= 10; round++) {
            append(last, commands(2L * round, last + 1, 150));
            store().purge(new EntryId(2L * round, last + 140));
            last += 1_000;
            store().write(LogWrite.reset(null, new EntryId(2L * round + 1, last)));
            append(last, commands(2L * round + 1, last + 1, 10));
            store().purge(new EntryId(2L * round + 1, last + 4));
            last += 10;
            reopen();
            assertThat(log().previous().index()).isBetween(last - 10, last - 6);
            assertThat(log().previous().term()).isEqualTo(2L * round + 1);
            assertThat(log().lastIndex()).isEqualTo(last);
        }
    }

    private void assertBeginsBehindAtMost(EntryId through) {
        var base = log().previous();
        assertThat(base.index()).isLessThanOrEqualTo(through.index());
        assertThat(base.term()).isLessThanOrEqualTo(through.term());
    }

    /// All of the first `count` entries that the log has not given up are there.
    private void assertHolds(List<Entry> entries, int count) throws IOException {
        var base = log().previous();
        assertThat(log().lastIndex()).isEqualTo(count);
        assertThat(base)
                .isEqualTo(
                        base.index() == 0
                                ? EntryId.NONE
                                : entries.get((int) base.index() - 1).id());
        if (!log().isEmpty()) {
            assertThat(read(log().firstIndex(), count))
                    .isEqualTo(entries.subList((int) base.index(), count));
        }
    }
}
