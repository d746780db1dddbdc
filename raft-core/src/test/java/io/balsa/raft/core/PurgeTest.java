package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.RaftOptions.Retention;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeMap;

/// A log gives up what a snapshot covers, and no more (§7).
class PurgeTest {
    private static final MembershipEntry MEMBERSHIP = membership(new EntryId(1, 1), 1, 2, 3);

    private static MembershipEntry membership(EntryId id, long... members) {
        var addresses = new TreeMap<MemberId, String>();
        for (var member : members) {
            addresses.put(MemberId.of(member), "m" + member);
        }
        return new MembershipEntry(id, Membership.ofVoters(addresses));
    }

    /// A follower of member 2 in term 2 with ten committed entries of ten bytes each.
    private static LoneMember memberThatKeeps(Retention retention) {
        var log = slice(EntryId.NONE, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        var options = new RaftOptions(100, RaftOptions.NO_LEASE, retention, 0);
        var member =
                new LoneMember(
                        options,
                        new PersistedState(
                                new Ballot(2, null),
                                new LogSlice(
                                        log.previous(),
                                        log.termStarts(),
                                        log.lastIndex(),
                                        List.of(MEMBERSHIP))));
        member.hear(TWO, new AppendEntries(2, LogSlice.empty(new EntryId(2, 10)), 10, 1));
        member.forget();
        return member;
    }

    private static SnapshotMark snapshot(long index) {
        return new SnapshotMark(new EntryId(2, index), MEMBERSHIP);
    }

    private static List<Long> purged(LoneMember member) {
        return member.done(Effect.Purge.class).stream()
                .map(purge -> purge.through().index())
                .toList();
    }

    @Test
    void keepsSoManyEntriesOfWhatASnapshotCovers() {
        var member = memberThatKeeps(new Retention(3, 1_000));

        member.step(new Event.SnapshotSaved(snapshot(9)));

        assertThat(member.done(Effect.Purge.class))
                .containsExactly(new Effect.Purge(new EntryId(2, 6)));
    }

    @Test
    void keepsSoManyBytesOfWhatASnapshotCovers() {
        var member = memberThatKeeps(new Retention(1_000, 25));

        member.step(new Event.SnapshotSaved(snapshot(9)));

        assertThat(purged(member)).containsExactly(7L);
    }

    @Test
    void keepsAllOfAShortLog() {
        var member = memberThatKeeps(new Retention(9, 1_000));

        member.step(new Event.SnapshotSaved(snapshot(9)));

        assertThat(purged(member)).isEmpty();
    }

    @Test
    void purgesTheWholeLogWhenNothingIsToBeKept() {
        var member = memberThatKeeps(new Retention(0, 0));

        member.step(new Event.SnapshotSaved(snapshot(10)));

        assertThat(purged(member)).containsExactly(10L);
        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(2, 10));
        assertThat(member.raft().membership()).isEqualTo(MEMBERSHIP.membership());
        assertThat(member.raft().committedMembership().membership())
                .isEqualTo(MEMBERSHIP.membership());
    }

    @Test
    void takesNoOrdersFromAnOlderSnapshot() {
        var member = memberThatKeeps(new Retention(0, 0));

        member.step(new Event.SnapshotSaved(snapshot(8)));
        member.step(new Event.SnapshotSaved(snapshot(5)));

        assertThat(purged(member)).containsExactly(8L);
    }

    @Test
    void purgesByHandOnlyWhatASnapshotHolds() {
        var member = memberThatKeeps(new Retention(100, 1_000));

        member.step(new Event.PurgeRequested(4));
        assertThat(purged(member)).isEmpty();

        member.step(new Event.SnapshotSaved(snapshot(8)));
        member.step(new Event.PurgeRequested(4));
        member.step(new Event.PurgeRequested(100));
        member.step(new Event.PurgeRequested(6));

        assertThat(purged(member)).containsExactly(4L, 8L);
    }

    @Test
    void appendsToAPurgedLog() {
        var member = memberThatKeeps(new Retention(0, 0));
        member.step(new Event.SnapshotSaved(snapshot(10)));

        member.hear(TWO, new AppendEntries(2, slice(new EntryId(2, 10), 2, 2), 12, 2));

        assertThat(member.sent(TWO, Appended.class)).isEqualTo(new Appended(2, 12, 2));
        assertThat(member.done(Effect.Commit.class)).containsExactly(new Effect.Commit(12));
    }

    /// A late copy of a message whose entries were purged meanwhile.
    @Test
    void findsNothingNewInEntriesThatItHasPurged() {
        var member = memberThatKeeps(new Retention(0, 0));
        member.step(new Event.SnapshotSaved(snapshot(10)));

        member.hear(TWO, new AppendEntries(2, slice(new EntryId(2, 4), 2, 2), 10, 2));
        member.hear(TWO, new AppendEntries(2, slice(new EntryId(2, 8), 2, 2, 2), 10, 3));

        assertThat(member.sent(TWO, Appended.class)).isEqualTo(new Appended(2, 11, 3));
        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(2, 11));
    }

    @Test
    void goesOnFromASnapshotAndTheLogBehindIt() {
        var log = slice(new EntryId(2, 6), 2, 3);
        var later = membership(new EntryId(3, 8), 1, 2, 3, 4);
        var member =
                new LoneMember(
                        RaftOptions.DEFAULT,
                        new PersistedState(
                                new Ballot(3, null),
                                new LogSlice(log.previous(), log.termStarts(), 8, List.of(later)),
                                snapshot(7)));
        member.step(new Event.TimePassed());

        assertThat(member.raft().commitIndex()).isEqualTo(7);
        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(3, 8));
        assertThat(member.raft().committedMembership().membership())
                .isEqualTo(MEMBERSHIP.membership());
        assertThat(member.raft().membership()).isEqualTo(later.membership());
        assertThat(member.done(Effect.Commit.class)).isEmpty();
    }

    /// A machine with a disk of its own has entry 8, so that was committed, and a snapshot may hold
    /// it before any leader has said so.
    @Test
    void goesOnFromWhatWasAppliedBehindTheSnapshot() {
        var log = slice(new EntryId(2, 6), 2, 3);
        var later = membership(new EntryId(3, 8), 1, 2, 3, 4);
        var member =
                new LoneMember(
                        new RaftOptions(100, RaftOptions.NO_LEASE, new Retention(0, 0), 0),
                        new PersistedState(
                                new Ballot(3, null),
                                new LogSlice(log.previous(), log.termStarts(), 8, List.of(later)),
                                snapshot(7),
                                later.id()));

        member.step(new Event.SnapshotSaved(new SnapshotMark(later.id(), later)));

        assertThat(member.raft().commitIndex()).isEqualTo(8);
        assertThat(member.raft().committedMembership()).isEqualTo(later);
        assertThat(member.done(Effect.Commit.class)).isEmpty();
        assertThat(purged(member)).containsExactly(8L);
    }

    @Test
    void refusesALogThatEndsBeforeWhatWasApplied() {
        assertThatThrownBy(() ->
                        new LoneMember(
                                RaftOptions.DEFAULT,
                                new PersistedState(
                                        new Ballot(3, null),
                                        slice(new EntryId(2, 6), 2, 3),
                                        snapshot(7),
                                        new EntryId(3, 9))))
                .hasMessageContaining("what was applied is in the log");
    }

    @Test
    void refusesALogThatBeginsBehindItsSnapshot() {
        assertThatThrownBy(() ->
                        new LoneMember(
                                RaftOptions.DEFAULT,
                                new PersistedState(
                                        new Ballot(3, null),
                                        slice(new EntryId(2, 8), 2, 3),
                                        snapshot(7))))
                .hasMessageContaining("log begins where the snapshot ends");
    }
}
