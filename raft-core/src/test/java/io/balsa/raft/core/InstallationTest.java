package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeMap;

/// A follower takes over the leader's snapshot in place of its log, and never goes back by it (§7).
class InstallationTest {
    private static final MembershipEntry LATER =
            new MembershipEntry(new EntryId(3, 8), membership(1, 2, 3, 4));
    private static final SnapshotMark SNAPSHOT = new SnapshotMark(new EntryId(3, 9), LATER);

    private static Membership membership(long... members) {
        var addresses = new TreeMap<MemberId, String>();
        for (var member : members) {
            addresses.put(MemberId.of(member), "m" + member);
        }
        return Membership.ofVoters(addresses);
    }

    /// In term 3, with a log of three entries of which two are committed.
    private static LoneMember follower() {
        var member = new LoneMember(new Ballot(3, null), 1, 2, 2);
        member.hear(TWO, new AppendEntries(3, LogSlice.empty(new EntryId(2, 2)), 2, 1));
        member.forget();
        return member;
    }

    private static Event received(SnapshotMark snapshot) {
        return new Event.SnapshotReceived(TWO, 3, snapshot);
    }

    @Test
    void putsTheSnapshotInPlaceOfTheWholeLog() {
        var member = follower();

        member.step(received(SNAPSHOT));

        var persist = member.done(Effect.Persist.class).getLast();
        assertThat(persist.snapshot()).isEqualTo(SNAPSHOT);
        assertThat(persist.log())
                .isEqualTo(new Effect.LogChange(LogSlice.empty(new EntryId(3, 9))));
        assertThat(persist.then()).containsExactly(new Effect.Send(TWO, answer(9)));
        assertThat(member.done(Effect.Restore.class)).containsExactly(new Effect.Restore(SNAPSHOT));
        assertThat(member.done(Effect.Commit.class)).isEmpty();
        assertThat(member.raft().commitIndex()).isEqualTo(9);
        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(3, 9));
        assertThat(member.raft().membership()).isEqualTo(LATER.membership());
        assertThat(member.raft().committedMembership().membership()).isEqualTo(LATER.membership());
    }

    private static Appended answer(long matched) {
        return new Appended(3, matched, Message.NO_STAMP);
    }

    @Test
    void claimsNothingOfTheSnapshotBeforeItIsOnDisk() {
        var member = follower();
        member.holdDisk();

        member.step(received(SNAPSHOT));
        member.hear(TWO, new Heartbeat(3, 9, 5));
        assertThat(member.sentTo(TWO)).containsExactly(new HeartbeatAnswer(3, 2, 5));
        assertThat(member.done(Effect.Restore.class)).isEmpty();

        member.finishWrites();
        assertThat(member.done(Effect.Restore.class)).hasSize(1);
        member.hear(TWO, new Heartbeat(3, 9, 6));
        assertThat(member.sentTo(TWO)).containsExactly(new HeartbeatAnswer(3, 9, 6));
    }

    /// The write of entry 3 was under way: it says nothing of the log that begins behind entry 9.
    @Test
    void isNotMisledByAnEarlierWriteThatCompletesLate() {
        var member = follower();
        member.holdDisk();
        member.hear(TWO, new AppendEntries(3, slice(new EntryId(2, 3), 3, 3, 3), 5, 2));
        var earlier = member.done(Effect.Persist.class).getLast().sequence();
        member.step(received(SNAPSHOT));
        member.hear(TWO, new AppendEntries(3, slice(new EntryId(3, 9), 3, 3), 10, 3));
        member.forget();

        member.step(new Event.Persisted(earlier));
        assertThat(member.done(Effect.Commit.class)).isEmpty();
        assertThat(member.done(Effect.Restore.class)).isEmpty();

        member.finishWrites();
        assertThat(member.done(Effect.Restore.class)).hasSize(1);
        assertThat(member.done(Effect.Commit.class)).containsExactly(new Effect.Commit(10));
    }

    @Test
    void restoresBeforeItCommitsWhatComesBehind() {
        var member = follower();
        member.holdDisk();
        member.step(received(SNAPSHOT));
        member.hear(TWO, new AppendEntries(3, slice(new EntryId(3, 9), 3, 3), 11, 3));
        member.forget();

        member.finishWrites();

        var order =
                member.done(Effect.class).stream()
                        .filter(it -> it instanceof Effect.Restore || it instanceof Effect.Commit)
                        .toList();
        assertThat(order).containsExactly(new Effect.Restore(SNAPSHOT), new Effect.Commit(11));
    }

    @Test
    void discardsASnapshotOfAnEarlierTerm() {
        var member = new LoneMember(new Ballot(4, null), 1, 2, 2);

        member.step(received(SNAPSHOT));

        assertThat(member.done(Effect.DiscardSnapshot.class)).hasSize(1);
        assertThat(member.done(Effect.Persist.class)).isEmpty();
        assertThat(member.sentTo(TWO)).isEmpty();
    }

    /// Two commits at the same index cannot differ, whatever a snapshot says: what is committed
    /// here stays.
    @Test
    void neverGoesBackBehindWhatIsCommitted() {
        var member = follower();
        var old = new MembershipEntry(new EntryId(1, 1), membership(1, 2, 3));

        for (var last : List.of(new EntryId(1, 1), new EntryId(2, 2), new EntryId(3, 2))) {
            member.forget();
            var snapshot = new SnapshotMark(last, old);
            member.step(received(snapshot));

            assertThat(member.done(Effect.DiscardSnapshot.class))
                    .containsExactly(new Effect.DiscardSnapshot(snapshot));
            assertThat(member.done(Effect.Persist.class)).isEmpty();
            assertThat(member.sentTo(TWO)).containsExactly(answer(2));
        }
        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(2, 3));
    }

    @Test
    void keepsALogThatHoldsWhatTheSnapshotCovers() {
        var member = follower();
        var snapshot =
                new SnapshotMark(
                        new EntryId(2, 3),
                        new MembershipEntry(new EntryId(1, 1), membership(1, 2, 3)));

        member.step(received(snapshot));

        assertThat(member.done(Effect.DiscardSnapshot.class)).hasSize(1);
        assertThat(member.done(Effect.Persist.class)).isEmpty();
        assertThat(member.done(Effect.Commit.class)).containsExactly(new Effect.Commit(3));
        assertThat(member.sentTo(TWO)).containsExactly(answer(3));
    }

    @Test
    void takesNoHarmFromASecondCopy() {
        var member = follower();
        member.holdDisk();

        member.step(received(SNAPSHOT));
        member.step(received(SNAPSHOT));
        member.finishWrites();
        member.step(received(SNAPSHOT));

        assertThat(member.done(Effect.DiscardSnapshot.class)).hasSize(2);
        assertThat(member.done(Effect.Restore.class)).hasSize(1);
    }

    @Test
    void restoresOnlyTheLastOfTwoSnapshotsThatCameClosely() {
        var member = follower();
        var second = new SnapshotMark(new EntryId(3, 20), LATER);
        member.holdDisk();

        member.step(received(SNAPSHOT));
        var first = member.done(Effect.Persist.class).getLast().sequence();
        member.step(received(second));
        member.step(new Event.Persisted(first));
        assertThat(member.done(Effect.Restore.class)).isEmpty();
        member.finishWrites();

        assertThat(member.done(Effect.Restore.class)).containsExactly(new Effect.Restore(second));
    }

    @Test
    void discardsASnapshotThatAnotherOneOvertakesWithinOneBatch() {
        var member = follower();
        var second = new SnapshotMark(new EntryId(3, 20), LATER);

        member.raft().step(member.now(), received(SNAPSHOT));
        member.step(received(second));

        assertThat(member.done(Effect.DiscardSnapshot.class))
                .containsExactly(new Effect.DiscardSnapshot(SNAPSHOT));
        assertThat(member.done(Effect.Persist.class).getFirst().snapshot()).isEqualTo(second);
    }

    @Test
    void followsTheLeaderOfALaterTermThatSentIt() {
        var member = follower();

        member.step(new Event.SnapshotReceived(THREE, 5, SNAPSHOT));

        assertThat(member.raft().term()).isEqualTo(5);
        assertThat(member.raft().leader()).isEqualTo(THREE);
        assertThat(member.sent(THREE, Appended.class))
                .isEqualTo(new Appended(5, 9, Message.NO_STAMP));
    }

    /// What lay behind the snapshot's place contradicts it: it goes, though it was on disk.
    @Test
    void dropsALongerLogThatContradictsTheSnapshot() {
        var member = new LoneMember(new Ballot(3, null), 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);

        member.step(received(SNAPSHOT));
        member.hear(TWO, new AppendEntries(3, slice(new EntryId(3, 9), 3), 10, 7));

        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(3, 10));
        assertThat(member.done(Effect.Commit.class)).containsExactly(new Effect.Commit(10));
    }

    /// Entry 2 of term 3 is on this disk alone; the leader of term 4 had those of term 2 committed
    /// (§5.4.2, Figure 8), so its snapshot may end with one.
    @Test
    void dropsEntriesOfALaterTermThanTheSnapshotEndsWith() {
        var base = new MembershipEntry(new EntryId(1, 1), membership(1, 2, 3));

        for (var index : List.of(2L, 5L)) {
            var member = new LoneMember(new Ballot(4, null), 1, 3);
            var snapshot = new SnapshotMark(new EntryId(2, index), base);

            member.step(new Event.SnapshotReceived(TWO, 4, snapshot));

            assertThat(member.raft().lastEntry()).isEqualTo(snapshot.last());
            assertThat(member.done(Effect.Restore.class))
                    .containsExactly(new Effect.Restore(snapshot));
        }
    }
}
