package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.FIVE;
import static io.balsa.raft.core.Groups.FOUR;
import static io.balsa.raft.core.Groups.answer;
import static io.balsa.raft.core.Groups.at;
import static io.balsa.raft.core.Groups.change;
import static io.balsa.raft.core.Groups.configured;
import static io.balsa.raft.core.Groups.ids;
import static io.balsa.raft.core.Groups.leader;
import static io.balsa.raft.core.Groups.memberWith;
import static io.balsa.raft.core.Groups.voters;
import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MembershipChange.AddLearners;
import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.PreVote;
import io.balsa.raft.core.Message.RequestPreVote;
import io.balsa.raft.core.Message.TimeoutNow;

import org.junit.jupiter.api.Test;

import java.util.List;

/// One test per sentence of §6 of the Raft paper (extended version) and of §4.2.1 of the thesis
/// that Balsa follows: members that receive the log and do not vote.
class PaperLearnerTest {
    @Test
    void section6_newServersReceiveTheLogAndDoNotCountForMajorities() {
        var leader = leader();
        change(leader, new AddLearners(at(FOUR, FIVE), false));

        leader.hear(FOUR, new Appended(2, 3, 0));
        leader.hear(FIVE, new Appended(2, 3, 0));

        assertThat(leader.sentTo(FOUR)).anyMatch(AppendEntries.class::isInstance);
        assertThat(leader.raft().commitIndex()).isEqualTo(2);
    }

    @Test
    void thesis421_learnersDoNotCountForElections() {
        var membership =
                new Membership(
                        List.of(ids(SELF, TWO, THREE)),
                        ids(FOUR, FIVE),
                        at(SELF, TWO, THREE, FOUR, FIVE));
        var member = memberWith(membership);
        member.campaign();
        assertThat(member.sentTo(FOUR)).isEmpty();

        member.hear(FOUR, new PreVote(3, true, false, EntryId.NONE));
        member.hear(FIVE, new PreVote(3, true, false, EntryId.NONE));

        assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());
    }

    @Test
    void thesis421_learnersNeverCampaign() {
        var learner = memberWith(new Membership(List.of(ids(TWO)), ids(SELF), at(SELF, TWO)));

        learner.step(new Event.ElectionRequested(true));
        learner.step(new Event.ElectionRequested(false));
        learner.hear(TWO, new TimeoutNow(2));

        assertThat(learner.sentTo(TWO)).isEmpty();
        assertThat(learner.raft().belonging()).isEqualTo(Belonging.LEARNER);
        assertThat(learner.raft().term()).isEqualTo(2);
    }

    /// It may have been removed, and nobody would tell it otherwise.
    @Test
    void learnersThatHearNobodyAskAndNeverGoOnFromThere() {
        var learner = memberWith(new Membership(List.of(ids(TWO)), ids(SELF), at(SELF, TWO)));

        learner.campaign();
        assertThat(learner.sentTo(TWO)).containsExactly(new RequestPreVote(3, new EntryId(2, 2)));
        learner.hear(TWO, new PreVote(3, true, false, EntryId.NONE));
        learner.hear(TWO, new PreVote(5, false, false, new EntryId(4, 9)));

        assertThat(learner.sentTo(TWO)).isEmpty();
        assertThat(learner.raft().role()).isEqualTo(new Role.Follower(null));
        assertThat(learner.raft().term()).isEqualTo(2);
    }

    @Test
    void learnersAskAsSeldomAsOthersCampaign() {
        var learner = memberWith(new Membership(List.of(ids(TWO)), ids(SELF), at(SELF, TWO)));

        learner.campaign();
        assertThat(learner.sentTo(TWO)).hasSize(1);

        assertThat(learner.raft().deadline())
                .isGreaterThan(learner.now() + TIMING.electionMinNanos());
        learner.pass(TIMING.electionMinNanos());
        assertThat(learner.sentTo(TWO)).isEmpty();
        learner.campaign();
        assertThat(learner.sentTo(TWO)).hasSize(1);
    }

    @Test
    void learnersThatHearTheirLeaderAskNobody() {
        var learner = memberWith(new Membership(List.of(ids(TWO)), ids(SELF), at(SELF, TWO)));

        for (var passed = 0L; passed <= 4 * TIMING.electionMaxNanos(); passed += 500) {
            learner.pass(500);
            learner.hear(TWO, new Message.Heartbeat(2, 0, passed));
        }

        assertThat(learner.sentTo(TWO)).noneMatch(RequestPreVote.class::isInstance);
    }

    @Test
    void learnersThatWereRemovedAreToldWhenTheyAskAndAskNoMore() {
        var learner = memberWith(new Membership(List.of(ids(TWO)), ids(SELF), at(SELF, TWO)));
        learner.campaign();
        learner.forget();

        learner.hear(TWO, new Message.Removed(2, 9));
        learner.campaign();

        assertThat(learner.sentTo(TWO)).isEmpty();
        assertThat(learner.raft().belonging()).isEqualTo(Belonging.REMOVED);
    }

    /// It may have received the log only up to where it was added, and be gone again by now.
    @Test
    void whoeverIsInNoMembershipAsksAndNeverCampaigns() {
        var stranger = memberWith(voters(TWO, THREE));

        stranger.step(new Event.ElectionRequested(true));
        assertThat(stranger.sentTo(TWO)).isEmpty();
        stranger.campaign();
        assertThat(stranger.sentTo(TWO)).hasSize(1);
        stranger.hear(TWO, new PreVote(3, true, false, EntryId.NONE));
        stranger.hear(THREE, new PreVote(3, true, false, EntryId.NONE));

        assertThat(stranger.sentTo(TWO)).isEmpty();
        assertThat(stranger.raft().belonging()).isEqualTo(Belonging.STRANGER);
    }

    @Test
    void becomeVotersByThemselvesWhenTheyHaveCaughtUpAndAreHeard() {
        var leader = leader();
        change(leader, new AddLearners(at(FOUR, FIVE), true));
        leader.hear(TWO, new Appended(2, 3, 0));
        leader.forget();
        assertThat(configured(leader)).isEmpty();

        answer(leader, FOUR, 2);

        assertThat(configured(leader)).hasSize(1);
        assertThat(leader.raft().membership().voterSets())
                .containsExactly(ids(SELF, TWO, THREE), ids(SELF, TWO, THREE, FOUR));
        assertThat(leader.raft().membership().promotable()).isEqualTo(ids(FIVE));
    }

    @Test
    void stayLearnersWhileTheyLagBehind() {
        var leader = leader();
        change(leader, new AddLearners(at(FOUR), true));
        leader.propose(1_000);
        leader.hear(TWO, new Appended(2, 1_003, leader.now()));
        leader.forget();

        answer(leader, FOUR, 2);
        assertThat(configured(leader)).isEmpty();

        answer(leader, FOUR, 3);
        assertThat(configured(leader)).hasSize(1);
    }

    @Test
    void becomeVotersOnlyOnceTheyKnowWhatWasCommittedWhenTheTermBegan() {
        var leader = leader();
        change(leader, new AddLearners(at(FOUR), true));
        leader.hear(TWO, new Appended(2, 3, leader.now()));
        leader.forget();

        answer(leader, FOUR, 1);
        assertThat(configured(leader)).isEmpty();

        answer(leader, FOUR, 2);
        assertThat(configured(leader)).hasSize(1);
    }

    @Test
    void thesis421_newVotersAreLearnersUntilTheyHaveCaughtUp() {
        var leader = leader();
        change(leader, new MembershipChange.ReplaceVoters(at(TWO, FOUR), false));
        assertThat(leader.raft().membership().learners()).isEqualTo(ids(FOUR));
        assertThat(leader.raft().membership().isJoint()).isFalse();

        leader.hear(TWO, new Appended(2, 3, leader.now()));
        assertThat(configured(leader)).hasSize(1);
        assertThat(leader.done(Effect.ChangeDone.class)).isEmpty();

        answer(leader, FOUR, 3);
        assertThat(leader.raft().membership().voterSets())
                .containsExactly(ids(SELF, TWO, THREE), ids(TWO, FOUR));
    }

    @Test
    void stayLearnersWhileTheyAreSilent() {
        var leader = leader();
        change(leader, new AddLearners(at(FOUR), false));
        leader.hear(TWO, new Appended(2, 3, leader.now()));
        answer(leader, FOUR, 3);
        leader.pass(TIMING.electionMinNanos());
        leader.hear(TWO, new Message.HeartbeatAnswer(2, 3, leader.now()));
        leader.pass(50);

        change(leader, new MembershipChange.Promote(ids(FOUR)));
        assertThat(leader.raft().membership().isJoint()).isFalse();

        answer(leader, FOUR, 3);
        assertThat(leader.raft().membership().isJoint()).isTrue();
    }

    /// Its own first step, making a learner of the member where it is moved to, left no member at
    /// the address that the change begins with.
    @Test
    void areGivenUpWithAChangeThatCannotGoOn() {
        var leader = leader();
        var move = new MembershipChange.SetAddress(FOUR, "elsewhere");
        var add = new MembershipChange.AddVoters(at(FOUR));

        change(leader, new MembershipChange.Batch(List.of(add, move)));
        leader.hear(TWO, new Appended(2, 3, leader.now()));

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(new Effect.RefuseChange(8, new ChangeRefusal.MemberExists(FOUR)));
    }

    @Test
    void areGivenUpWhenTheyAreToVoteAndAreSilentForLong() {
        var leader = leader();
        change(leader, new MembershipChange.AddVoters(at(FOUR)));
        leader.hear(TWO, new Appended(2, 3, leader.now()));

        for (var passed = 0L; passed <= 10 * TIMING.electionMaxNanos(); passed += 500) {
            leader.pass(500);
            leader.hear(TWO, new Message.HeartbeatAnswer(2, 3, leader.now()));
            leader.hear(THREE, new Message.HeartbeatAnswer(2, 2, leader.now()));
        }

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(new Effect.RefuseChange(8, new ChangeRefusal.NotCaughtUp(FOUR)));
        assertThat(leader.raft().membership().learners()).isEqualTo(ids(FOUR));
        change(leader, new MembershipChange.RemoveLearners(ids(FOUR)));
        assertThat(leader.raft().membership().retired()).isEqualTo(ids(FOUR));
    }

    @Test
    void areWaitedForByOneChangeAtATime() {
        var leader = leader();
        change(leader, new MembershipChange.AddVoters(at(FOUR)));
        leader.hear(TWO, new Appended(2, 3, leader.now()));

        change(leader, new MembershipChange.AddVoters(at(FIVE)));

        assertThat(leader.done(Effect.RefuseChange.class).getFirst().reason())
                .isEqualTo(new ChangeRefusal.InProgress(new EntryId(2, 3)));
    }

    /// It answers, and gets further, but never far enough: only an operator knows when to end that.
    @Test
    void areNotWaitedForAnyLongerOnceSomebodyRemovesThem() {
        var leader = Groups.leader();
        Groups.change(leader, new MembershipChange.AddVoters(Groups.at(FOUR)));
        leader.hear(LoneMember.TWO, new Message.Appended(2, 3, leader.now() + 50));
        leader.forget();

        leader.step(
                new Event.MembershipChangeRequested(
                        9, new MembershipChange.RemoveLearners(Groups.ids(FOUR)), null));

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(
                        new Effect.RefuseChange(8, new ChangeRefusal.CancelledByRemoval(FOUR)));
        assertThat(leader.raft().membership().learners()).isEmpty();
        assertThat(leader.raft().membership().retired()).containsExactly(FOUR);
    }
}
