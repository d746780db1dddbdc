package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.FIVE;
import static io.balsa.raft.core.Groups.FOUR;
import static io.balsa.raft.core.Groups.at;
import static io.balsa.raft.core.Groups.change;
import static io.balsa.raft.core.Groups.configured;
import static io.balsa.raft.core.Groups.elect;
import static io.balsa.raft.core.Groups.ids;
import static io.balsa.raft.core.Groups.leader;
import static io.balsa.raft.core.Groups.leaderWith;
import static io.balsa.raft.core.Groups.memberWith;
import static io.balsa.raft.core.Groups.voters;
import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MembershipChange.AddLearners;
import io.balsa.raft.core.MembershipChange.AddVoters;
import io.balsa.raft.core.MembershipChange.RemoveVoters;
import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.PreVote;
import io.balsa.raft.core.Message.RequestPreVote;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;

/// One test per sentence of §6 of the Raft paper (extended version) and of §4.1 and §4.3 of the
/// thesis that Balsa follows: how the voters change.
class PaperMembershipTest {
    @Nested
    class JointConsensus {
        @Test
        void section6_entriesAreReplicatedToAllServersInBothConfigurations() {
            var leader = leaderWith(FOUR, FIVE);

            change(leader, new MembershipChange.ReplaceVoters(at(SELF, FOUR, FIVE), false));

            assertThat(leader.raft().membership().voterSets())
                    .containsExactly(ids(SELF, TWO, THREE), ids(SELF, FOUR, FIVE));
            for (var member : List.of(TWO, THREE, FOUR, FIVE)) {
                assertThat(leader.sentTo(member)).anyMatch(AppendEntries.class::isInstance);
            }
        }

        @Test
        void section6_agreementRequiresSeparateMajoritiesOfTheOldAndTheNew() {
            var leader = leaderWith(FOUR, FIVE);
            change(leader, new MembershipChange.ReplaceVoters(at(SELF, FOUR, FIVE), false));

            leader.hear(TWO, new Appended(2, 4, 0));
            leader.hear(THREE, new Appended(2, 4, 0));
            assertThat(leader.raft().commitIndex()).isEqualTo(3);

            leader.hear(FOUR, new Appended(2, 4, 0));
            assertThat(leader.raft().commitIndex()).isEqualTo(4);
        }

        @Test
        void section6_electionsRequireSeparateMajoritiesOfTheOldAndTheNew() {
            var member = memberWith(voters(SELF, TWO, THREE).jointWith(voters(SELF, FOUR, FIVE)));
            member.campaign();

            member.hear(TWO, new PreVote(3, true, false, EntryId.NONE));
            member.hear(THREE, new PreVote(3, true, false, EntryId.NONE));
            assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());

            member.hear(FIVE, new PreVote(3, true, false, EntryId.NONE));
            assertThat(member.raft().role()).isEqualTo(new Role.Candidate());
        }

        @Test
        void section6_anyServerFromEitherConfigurationMayServeAsLeader() {
            var formerVoter = memberWith(voters(SELF, TWO).jointWith(voters(FOUR, FIVE)));
            var newVoter = memberWith(voters(TWO, THREE).jointWith(voters(SELF)));

            formerVoter.campaign();
            newVoter.campaign();

            assertThat(formerVoter.sentTo(FOUR)).anyMatch(RequestPreVote.class::isInstance);
            assertThat(newVoter.sentTo(TWO)).anyMatch(RequestPreVote.class::isInstance);
        }

        @Test
        void section6_aServerUsesTheLatestConfigurationInItsLogCommittedOrNot() {
            var member = new LoneMember(new Ballot(2, null), 1);
            var entry = new MembershipEntry(new EntryId(2, 2), voters(SELF, FOUR));

            member.hear(TWO, appendOf(new EntryId(1, 1), entry));

            assertThat(member.raft().commitIndex()).isZero();
            assertThat(member.raft().membership()).isEqualTo(voters(SELF, FOUR));
            assertThat(member.raft().committedMembership().membership())
                    .isEqualTo(voters(SELF, TWO, THREE));
        }

        @Test
        void section6_aConfigurationThatIsOverwrittenIsTakenBack() {
            var member = new LoneMember(new Ballot(2, null), 1);
            var entry = new MembershipEntry(new EntryId(2, 2), voters(SELF, FOUR));
            member.hear(TWO, appendOf(new EntryId(1, 1), entry));

            member.hear(THREE, new AppendEntries(3, slice(new EntryId(1, 1), 3), 1, 0));

            assertThat(member.raft().membership()).isEqualTo(voters(SELF, TWO, THREE));
        }

        @Test
        void section6_theNewConfigurationIsAppendedOnceTheJointOneIsCommitted() {
            var leader = leader();
            change(leader, new RemoveVoters(ids(THREE), false));
            assertThat(configured(leader)).hasSize(1);

            leader.hear(TWO, new Appended(2, 3, 0));

            assertThat(configured(leader)).hasSize(2);
            assertThat(configured(leader).getLast().voterSets()).containsExactly(ids(SELF, TWO));
            assertThat(leader.done(Effect.ChangeDone.class)).isEmpty();
        }

        @Test
        void section6_theChangeIsCompleteOnceTheNewConfigurationIsCommittedByItself() {
            var leader = leader();
            change(leader, new RemoveVoters(ids(THREE), false));
            leader.hear(TWO, new Appended(2, 3, 0));

            leader.hear(THREE, new Appended(2, 4, 0));
            assertThat(leader.done(Effect.ChangeDone.class)).isEmpty();

            leader.hear(TWO, new Appended(2, 4, 0));
            assertThat(leader.done(Effect.ChangeDone.class))
                    .containsExactly(
                            new Effect.ChangeDone(
                                    8, new EntryId(2, 4), leader.raft().membership()));
        }

        @Test
        void section6_aChangeThatKeepsTheVotersNeedsNoJointConfiguration() {
            var leader = leader();

            change(leader, new AddLearners(at(FOUR), false));
            leader.hear(TWO, new Appended(2, 3, 0));

            assertThat(configured(leader)).hasSize(1);
            assertThat(leader.done(Effect.ChangeDone.class)).hasSize(1);
        }

        @Test
        void section6_theNextLeaderFinishesACommittedJointConfiguration() {
            var joint = voters(SELF, TWO, THREE).jointWith(voters(SELF, TWO));
            var member = memberWith(joint);
            elect(member, 3);
            member.forget();

            member.hear(TWO, new Appended(3, 3, 0));

            assertThat(configured(member)).containsExactly(joint.settled());
            assertThat(joint.settled().retired()).isEqualTo(ids(THREE));
        }
    }

    @Nested
    class OneChangeAtATime {
        private static ChangeRefusal refusal(LoneMember member) {
            return member.done(Effect.RefuseChange.class).getLast().reason();
        }

        @Test
        void thesis41_notBeforeTheLeaderHasCommittedAnEntryOfItsTerm() {
            var leader = LoneMember.leading(2, 1);

            change(leader, new AddVoters(at(FOUR)));

            assertThat(refusal(leader)).isEqualTo(new ChangeRefusal.NotReady());
        }

        @Test
        void thesis41_notBeforeTheLastOneIsCommitted() {
            var leader = leader();
            change(leader, new AddLearners(at(FOUR), false));

            change(leader, new AddVoters(at(FIVE)));

            assertThat(refusal(leader)).isEqualTo(new ChangeRefusal.InProgress(new EntryId(2, 3)));
        }

        @Test
        void notBetweenTheStepsOfOne() {
            var leader = leaderWith(FOUR);
            change(leader, new AddVoters(at(FOUR)));
            leader.hear(TWO, new Appended(2, 4, 0));
            leader.hear(FOUR, new Appended(2, 4, 0));

            change(leader, new AddVoters(at(FIVE)));

            assertThat(refusal(leader)).isEqualTo(new ChangeRefusal.InProgress(new EntryId(2, 5)));
        }

        @Test
        void onlyFromTheMembershipThatItIsMeantFor() {
            var leader = leader();
            var change = new AddLearners(at(FOUR), false);

            leader.step(new Event.MembershipChangeRequested(8, change, new EntryId(1, 2)));
            assertThat(refusal(leader)).isEqualTo(new ChangeRefusal.MovedOn(new EntryId(1, 1)));

            leader.step(new Event.MembershipChangeRequested(9, change, new EntryId(1, 1)));
            assertThat(configured(leader)).hasSize(1);
        }

        @Test
        void onlyOnTheLeader() {
            var follower = new LoneMember(new Ballot(2, null), 1);
            follower.hear(TWO, new Heartbeat(2, 0, 5));

            change(follower, new AddVoters(at(FOUR)));

            assertThat(refusal(follower)).isEqualTo(new ChangeRefusal.NotLeader(TWO));
        }

        @Test
        void whoeverWaitsHearsThatTheLeaderIsGone() {
            var leader = leader();
            change(leader, new AddVoters(at(FOUR)));

            leader.hear(TWO, new HeartbeatAnswer(3, 0, 0));

            assertThat(leader.done(Effect.RefuseChange.class))
                    .containsExactly(
                            new Effect.RefuseChange(8, new ChangeRefusal.LeadershipLost()));
        }
    }

    /// Reads must not take a new voter, which has answered nothing, for one that has confirmed the
    /// leader.
    @Test
    void aNewVoterConfirmsNothingBeforeItHasAnswered() {
        var leader = leaderWith(FOUR);
        leader.pass(70);
        leader.step(new Event.ReadRequested(5, false));
        change(leader, new MembershipChange.ReplaceVoters(at(SELF, FOUR), false));

        leader.hear(TWO, new HeartbeatAnswer(2, 3, leader.now() + 10));

        assertThat(leader.done(Effect.ReadAt.class)).isEmpty();
    }

    private static AppendEntries appendOf(EntryId previous, MembershipEntry entry) {
        var slice = new LogSlice(previous, List.of(entry.id()), entry.index(), List.of(entry));
        return new AppendEntries(2, slice, 0, 0);
    }
}
