package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Conflict;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.Isolate;
import io.balsa.raft.core.Message.Isolated;
import io.balsa.raft.core.Message.PreVote;
import io.balsa.raft.core.Message.Proven;
import io.balsa.raft.core.Message.Readmit;
import io.balsa.raft.core.Message.Removed;
import io.balsa.raft.core.Message.RequestPreVote;
import io.balsa.raft.core.Message.RequestVote;
import io.balsa.raft.core.Message.Vote;

import org.junit.jupiter.api.Test;

/// A member whose log went back behind what it had acknowledged is found out by proof alone, and
/// counts for nothing until it is let back in.
class RevertTest {
    private static final EntryId BLANK = new EntryId(2, 2);

    /// A leader of term 2 whose followers hold its log of two entries.
    private static LoneMember leader() {
        var leader = LoneMember.leading(2, 1);
        leader.hear(TWO, new Appended(2, 2, leader.now()));
        leader.hear(THREE, new Appended(2, 2, leader.now()));
        leader.forget();
        return leader;
    }

    /// The probe that member 2 gets when it seems not to know where the logs agree.
    private static AppendEntries probeOfTwo(LoneMember leader) {
        leader.hear(TWO, new HeartbeatAnswer(2, 0, leader.now()));
        return leader.sent(TWO, AppendEntries.class);
    }

    private static void isolateTwo(LoneMember leader) {
        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, probeOfTwo(leader).stamp()));
        assertThat(leader.done(Effect.ReportRevert.class)).hasSize(1);
        leader.forget();
    }

    @Test
    void reportsAMemberThatDeniesWhatItHadAcknowledged() {
        var leader = leader();
        var probe = probeOfTwo(leader);

        leader.hear(TWO, new Conflict(2, 2, new EntryId(1, 1), probe.stamp()));

        assertThat(leader.done(Effect.ReportRevert.class))
                .containsExactly(new Effect.ReportRevert(TWO, 2, new EntryId(1, 1)));
        assertThat(leader.sentTo(TWO)).containsExactly(new Isolate(2));
    }

    /// It may have been on its way while the acknowledgement overtook it.
    @Test
    void ignoresADenialOfWhatWasSentBeforeTheAcknowledgementCame() {
        var leader = LoneMember.leading(2, 1);
        var probe = leader.sent(TWO, AppendEntries.class);
        leader.hear(TWO, new Appended(2, 2, probe.stamp()));

        leader.hear(TWO, new Conflict(2, 1, EntryId.NONE, probe.stamp()));
        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, probe.stamp()));

        assertThat(leader.done(Effect.ReportRevert.class)).isEmpty();
        assertThat(leader.raft().matched()).containsEntry(TWO, 2L);
    }

    /// Entries that all hold need not be kept for them, unless one loses its own.
    @Test
    void knowsWhatAllHoldUntilOneOfThemLosesIt() {
        assertThat(new LoneMember(new Ballot(2, null), 1).raft().matchedByAll())
                .isEqualTo(Long.MAX_VALUE);
        var leader = LoneMember.leading(2, 1);
        leader.hear(TWO, new Appended(2, 2, leader.now()));
        assertThat(leader.raft().matchedByAll()).isZero();
        leader.hear(THREE, new Appended(2, 2, leader.now()));
        assertThat(leader.raft().matchedByAll()).isEqualTo(2);
        leader.forget();

        isolateTwo(leader);

        assertThat(leader.raft().matchedByAll()).isZero();
    }

    @Test
    void sendsAnIsolatedMemberNothingButThatItIsOne() {
        var leader = leader();
        isolateTwo(leader);

        leader.propose(1);
        leader.pass(TIMING.heartbeatNanos());

        assertThat(leader.sentTo(TWO)).containsOnly(new Isolate(2));
    }

    @Test
    void commitsNothingWithAnIsolatedMember() {
        var leader = leader();
        isolateTwo(leader);

        leader.propose(1);
        leader.hear(TWO, new Appended(2, 3, leader.now()));
        leader.hear(TWO, new HeartbeatAnswer(2, 3, leader.now()));
        assertThat(leader.raft().commitIndex()).isEqualTo(2);

        leader.hear(THREE, new Appended(2, 3, leader.now()));
        assertThat(leader.raft().commitIndex()).isEqualTo(3);
    }

    @Test
    void doesNotTakeTheWordOfAnIsolatedMemberForAQuorum() {
        var leader = leader();
        isolateTwo(leader);

        leader.step(new Event.ReadRequested(1, false));
        var round = leader.sent(THREE, Heartbeat.class);
        leader.hear(TWO, new HeartbeatAnswer(2, 0, round.stamp()));
        assertThat(leader.done(Effect.ReadAt.class)).isEmpty();
    }

    /// What it acknowledged before it lost its disk says nothing of what it has now.
    @Test
    void ignoresWhatAReadmittedMemberHadAcknowledgedBefore() {
        var leader = leader();
        leader.propose(1);
        var entries = leader.sent(TWO, AppendEntries.class);
        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, entries.stamp()));
        leader.step(new Event.RevertAllowed(9, TWO, true));
        assertThat(leader.sentTo(TWO)).contains(new Readmit(2));

        leader.hear(TWO, new Appended(2, 3, entries.stamp()));
        leader.hear(TWO, new Appended(2, 3, Message.NO_STAMP));
        assertThat(leader.raft().commitIndex()).isEqualTo(2);
        assertThat(leader.raft().matched()).containsEntry(TWO, 0L);

        leader.pass(TIMING.heartbeatNanos());
        var later = leader.sent(TWO, Heartbeat.class);
        leader.hear(TWO, new HeartbeatAnswer(2, 3, later.stamp()));
        assertThat(leader.raft().commitIndex()).isEqualTo(3);
    }

    @Test
    void repeatsTheReadmissionUntilTheMemberKnows() {
        var leader = leader();
        isolateTwo(leader);
        leader.step(new Event.RevertAllowed(9, TWO, true));
        leader.forget();

        leader.hear(TWO, new Isolated(2, EntryId.NONE));

        assertThat(leader.sentTo(TWO)).containsExactly(new Readmit(2));
        assertThat(leader.done(Effect.ReportRevert.class)).isEmpty();
    }

    @Test
    void isolatesAMemberThatAnEarlierLeaderHadIsolated() {
        var leader = leader();

        leader.hear(THREE, new Isolated(2, new EntryId(1, 1)));

        assertThat(leader.done(Effect.ReportRevert.class))
                .containsExactly(new Effect.ReportRevert(THREE, 2, new EntryId(1, 1)));
    }

    @Test
    void takesBackAnAllowanceThatWasNotUsed() {
        var leader = leader();
        leader.step(new Event.RevertAllowed(9, TWO, true));
        leader.step(new Event.RevertAllowed(9, TWO, false));

        isolateTwo(leader);
    }

    // ---- The isolated member ----

    private static LoneMember isolated() {
        var member = new LoneMember(new Ballot(2, null), 1);
        member.hear(TWO, new Isolate(2));
        member.forget();
        return member;
    }

    @Test
    void answersALeaderThatMayNotKnowThatItIsIsolated() {
        var member = isolated();

        member.hear(THREE, new Heartbeat(3, 0, 7));
        member.hear(THREE, new AppendEntries(3, slice(new EntryId(1, 1), 3), 0, 8));

        var answer = new Isolated(3, new EntryId(1, 1));
        assertThat(member.sentTo(THREE)).containsExactly(answer, answer);
        assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(1, 1));
    }

    @Test
    void doesNotCampaignWhileItIsIsolatedAndSaysWithItsVoteThatItIsUnproven() {
        var member = isolated();
        var complete = new EntryId(2, 9);

        member.pass(10 * TIMING.electionMaxNanos());
        member.step(new Event.ElectionRequested(false));
        member.hear(THREE, new RequestPreVote(3, complete));
        member.hear(THREE, new RequestVote(3, complete, false));

        assertThat(member.sentTo(TWO)).isEmpty();
        assertThat(member.sentTo(THREE))
                .containsExactly(
                        new PreVote(3, true, true, new EntryId(1, 1)),
                        new Vote(3, true, true, new EntryId(1, 1)));
    }

    @Test
    void discardsASnapshotWhileItIsIsolated() {
        var member = isolated();
        var mark =
                new SnapshotMark(
                        BLANK, new MembershipEntry(new EntryId(1, 1), member.raft().membership()));

        member.step(new Event.SnapshotReceived(TWO, 2, mark));

        assertThat(member.done(Effect.DiscardSnapshot.class)).hasSize(1);
        assertThat(member.sentTo(TWO)).isEmpty();
    }

    @Test
    void isAnOrdinaryMemberOnceReadmitted() {
        var member = isolated();

        member.hear(TWO, new Readmit(1)); // Of an earlier term: late.
        member.hear(TWO, new Heartbeat(2, 0, 5));
        assertThat(member.sent(TWO, Isolated.class).term()).isEqualTo(2);

        member.hear(TWO, new Readmit(2));
        member.hear(TWO, new Heartbeat(2, 0, 6));
        var answer = member.sent(TWO, HeartbeatAnswer.class);
        assertThat(answer.doubt()).isNotEqualTo(Message.NO_DOUBT);

        member.hear(TWO, new Proven(2, answer.doubt()));
        member.hear(TWO, new Heartbeat(2, 0, 7));
        assertThat(member.sentTo(TWO)).containsExactly(new HeartbeatAnswer(2, 0, 7));
    }

    /// Where no leader can be elected any more, somebody must say what is true.
    @Test
    void countsAgainWhenAnOperatorSaysSoToTheMemberItself() {
        var member = isolated();

        member.step(new Event.VouchedFor(9));
        member.pass(TIMING.electionMinNanos());
        member.hear(THREE, new RequestVote(3, new EntryId(2, 9), false));

        assertThat(member.sent(THREE, Vote.class))
                .isEqualTo(new Vote(3, true, false, new EntryId(1, 1)));
    }

    /// The leader that isolated it may be gone, and the member removed meanwhile.
    @Test
    void asksWhenItIsIsolatedAndHearsNobodyAndNeverGoesOnFromThere() {
        var member = isolated();

        member.campaign();

        assertThat(member.sent(TWO, RequestPreVote.class).term()).isEqualTo(3);
        member.forget();
        member.hear(TWO, new PreVote(3, true, false, EntryId.NONE));
        member.hear(THREE, new PreVote(3, true, false, EntryId.NONE));
        assertThat(member.sentTo(TWO)).isEmpty();
        member.hear(TWO, new Removed(3, 9));
        assertThat(member.raft().belonging()).isEqualTo(Belonging.REMOVED);
    }

    @Test
    void refusesAPermissionThatMeansNothing() {
        var leader = leader();
        leader.step(new Event.RevertAllowed(5, MemberId.of(9), true));
        var follower = isolated();
        follower.step(new Event.RevertAllowed(6, THREE, true));
        follower.step(new Event.RevertAllowed(7, LoneMember.SELF, true));

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(
                        new Effect.RefuseChange(
                                5, new ChangeRefusal.UnknownMember(MemberId.of(9))));
        assertThat(follower.done(Effect.RefuseChange.class))
                .containsExactly(
                        new Effect.RefuseChange(6, new ChangeRefusal.NotLeader(null)),
                        new Effect.RefuseChange(7, new ChangeRefusal.NotLeader(null)));
    }
}
