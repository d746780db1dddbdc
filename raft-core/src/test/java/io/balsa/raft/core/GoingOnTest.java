package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Conflict;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.ReadIndex;
import io.balsa.raft.core.Message.RequestPreVote;
import io.balsa.raft.core.Message.RequestReadIndex;

import org.junit.jupiter.api.Test;

import java.util.TreeMap;

/// Members that crashed, lost something or were left waiting get going again, and trust nothing
/// that an earlier run has left behind.
class GoingOnTest {
    private static final EntryId FIRST = new EntryId(1, 1);
    private static final EntryId BLANK = new EntryId(2, 2);

    /// A leader whose followers hold all of its log, with nothing under way.
    private static LoneMember leaderAtRest() {
        var leader = LoneMember.leading(2, 1);
        leader.hear(TWO, new Appended(2, 2, 0));
        leader.hear(THREE, new Appended(2, 2, 0));
        leader.forget();
        return leader;
    }

    @Test
    void tellsAFollowerAgainWhereTheirLogsAgree() {
        var leader = leaderAtRest();

        leader.hear(TWO, new HeartbeatAnswer(2, 0, 0));

        assertThat(leader.sent(TWO, AppendEntries.class).entries()).isEqualTo(slice(BLANK));
    }

    @Test
    void doesNotProbeAFollowerWhoseEntriesAreOnTheirWay() {
        var leader = leaderAtRest();
        leader.propose(1);
        leader.forget();

        leader.hear(TWO, new HeartbeatAnswer(2, 0, 0));

        assertThat(leader.sentTo(TWO)).isEmpty();
    }

    @Test
    void doesNotPesterAFollowerThatLostWhatItAcknowledged() {
        var leader = leaderAtRest();
        leader.hear(TWO, new HeartbeatAnswer(2, 0, 0));
        leader.forget();

        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, 0));

        assertThat(leader.sentTo(TWO)).isEmpty();
    }

    /// Sending the same again and again would fill a slow connection with copies.
    @Test
    void waitsTwiceAsLongForAFollowerThatWasOnlySlow() {
        var leader = leaderAtRest();
        leader.propose(2);
        leader.forget();

        passHalfATimeout(leader);
        assertThat(leader.sentTo(TWO)).hasAtLeastOneElementOfType(AppendEntries.class);
        passHalfATimeout(leader);
        assertThat(leader.sentTo(TWO)).doesNotHaveAnyElementsOfTypes(AppendEntries.class);
        passHalfATimeout(leader);
        assertThat(leader.sentTo(TWO)).hasAtLeastOneElementOfType(AppendEntries.class);
    }

    @Test
    void staysAsPatientUntilEntriesThatWereSentAheadArrive() {
        var leader = leaderAtRest();
        leader.propose(2);
        passHalfATimeout(leader);
        leader.hear(TWO, new Appended(2, 2, leader.now()));
        assertThat(leader.sentTo(TWO)).hasAtLeastOneElementOfType(AppendEntries.class);

        passHalfATimeout(leader);
        assertThat(leader.sentTo(TWO)).doesNotHaveAnyElementsOfTypes(AppendEntries.class);
    }

    @Test
    void isAsImpatientAsAtFirstOnceEntriesThatWereSentAheadHaveArrived() {
        var leader = leaderAtRest();
        leader.propose(2);
        passHalfATimeout(leader);
        leader.hear(TWO, new Appended(2, 4, leader.now()));
        leader.propose(1);
        leader.hear(TWO, new Appended(2, 5, leader.now()));
        leader.propose(1);
        leader.forget();

        passHalfATimeout(leader);

        assertThat(leader.sentTo(TWO)).hasAtLeastOneElementOfType(AppendEntries.class);
    }

    @Test
    void knowsThatNothingIsOnItsWayToAMemberThatCannotBeReached() {
        var leader = leaderAtRest();
        leader.propose(2);

        leader.step(new Event.Unreachable(TWO));

        var follower = requireNonNull(leader.raft().followers().get(TWO));
        assertThat(follower.inFlightMessages()).isZero();
        assertThat(follower.inFlightBytes()).isZero();
    }

    private static void passHalfATimeout(LoneMember leader) {
        leader.pass(TIMING.electionMinNanos() / 2);
        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now()));
    }

    @Test
    void takesALateAnswerToAReadThatItAskedForAgain() {
        var follower = new LoneMember(new Ballot(2, null), 1);
        follower.hear(TWO, new Heartbeat(2, 0, 3));
        follower.step(new Event.ReadRequested(5, false));
        var asked = follower.sent(TWO, RequestReadIndex.class);

        follower.pass(TIMING.heartbeatNanos());
        assertThat(follower.sent(TWO, RequestReadIndex.class)).isEqualTo(asked);
        follower.hear(TWO, new ReadIndex(2, asked.read(), 1));

        assertThat(follower.done(Effect.ReadAt.class)).containsExactly(new Effect.ReadAt(5, 1));
    }

    @Test
    void refusesReadsThatWaitForAQuorumWhenALaterLeaderShowsUp() {
        var leader = leaderAtRest();
        leader.step(new Event.ReadRequested(5, false));

        leader.hear(TWO, new Heartbeat(3, 0, 1));

        assertThat(leader.done(Effect.RefuseRead.class))
                .containsExactly(new Effect.RefuseRead(5, new Refusal.NotLeader(null)));
    }

    @Test
    void refusesReadsThatWaitForItsFirstEntryWhenALaterLeaderShowsUp() {
        var leader = LoneMember.leading(2, 1);
        leader.raft().step(leader.now(), new Event.ReadRequested(5, false));

        leader.hear(TWO, new Heartbeat(3, 0, 1));

        assertThat(leader.done(Effect.RefuseRead.class))
                .containsExactly(new Effect.RefuseRead(5, new Refusal.NotLeader(null)));
    }

    @Test
    void beginsTheGroupAlthoughACrashLeftTheBallotOfTheFirstAttemptAlone() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= 3; id++) {
            addresses.put(MemberId.of(id), "m" + id);
        }
        var member = new LoneMember(new Ballot(2, LoneMember.SELF));

        member.step(new Event.Bootstrapped(Membership.ofVoters(addresses)));

        assertThat(member.raft().lastEntry()).isEqualTo(FIRST);
        assertThat(member.sent(TWO, RequestPreVote.class)).isEqualTo(new RequestPreVote(3, FIRST));
    }

    /// Else it would write down a group that it can never lead, and lead none.
    @Test
    void doesNotBeginAGroupThatItHasNoVoteIn() {
        var member = new LoneMember(Ballot.NONE);

        member.step(new Event.Bootstrapped(Groups.voters(TWO, THREE)));

        assertThat(member.raft().lastEntry()).isEqualTo(EntryId.NONE);
        assertThat(member.raft().belonging()).isEqualTo(Belonging.STRANGER);
        assertThat(member.raft().role()).isEqualTo(new Role.Follower(null));
    }

    /// The stamp may come from before a restart of the leader that set its clock back.
    @Test
    void confirmsNothingToALeaderOfAnEarlierTerm() {
        var member = new LoneMember(new Ballot(5, null), 1);

        member.hear(TWO, new Heartbeat(4, 0, 777));

        assertThat(member.sent(TWO, HeartbeatAnswer.class))
                .isEqualTo(new HeartbeatAnswer(5, 0, Message.NO_STAMP));
    }

    @Test
    void refusesEntriesOfALaterTermThanTheirLeader() {
        var entries = slice(FIRST, 3);

        assertThatThrownBy(() -> new AppendEntries(2, entries, 0, 0))
                .hasMessageContaining("later term");
    }

    @Test
    void ignoresAnAnswerToAReadWhenItKnowsNoLeaderAnyMore() {
        var follower = new LoneMember(new Ballot(2, null), 1);

        follower.hear(TWO, new ReadIndex(2, 7, 1));

        assertThat(follower.done(Effect.class)).isEmpty();
    }

    /// Its log was empty, but it may have obeyed a leader.
    @Test
    void isLoyalAfterARestartWhenItHadABallotOnly() {
        var config = new RaftConfig(LoneMember.SELF, TIMING, Limits.DEFAULT);
        var found = new PersistedState(new Ballot(2, null), LogSlice.EMPTY);
        var member = new Raft(config, found, _ -> 10, TraceCluster.dice(LoneMember.SELF));
        member.start(0);

        member.step(0, new Event.Received(TWO, new RequestPreVote(3, FIRST)));

        assertThat(member.effects())
                .containsExactly(
                        new Effect.Send(TWO, new Message.PreVote(2, false, false, EntryId.NONE)));
    }

    /// It may have been deposed: the change may alter what a later leader has made of the group.
    @Test
    void saysThatAChangeIsNotNeededOnlyOnceAQuorumHasConfirmedIt() {
        var leader = Groups.leader();
        var same = new MembershipChange.SetAddress(LoneMember.TWO, "m2");

        Groups.change(leader, same);
        assertThat(leader.done(Effect.ChangeDone.class)).isEmpty();
        var round = leader.sent(LoneMember.TWO, Message.Heartbeat.class);
        leader.hear(LoneMember.TWO, new Message.HeartbeatAnswer(2, 2, round.stamp()));
        assertThat(leader.done(Effect.ChangeDone.class)).hasSize(1);

        leader.forget();
        Groups.change(leader, same);
        leader.hear(LoneMember.THREE, new Message.Heartbeat(3, 0, 1));
        assertThat(leader.done(Effect.ChangeDone.class)).isEmpty();
        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(new Effect.RefuseChange(8, new ChangeRefusal.LeadershipLost()));
    }
}
