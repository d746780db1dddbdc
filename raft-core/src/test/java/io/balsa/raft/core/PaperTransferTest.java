package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.RequestPreVote;
import io.balsa.raft.core.Message.RequestVote;
import io.balsa.raft.core.Message.TimeoutNow;
import io.balsa.raft.core.Message.Vote;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// One test per sentence of §3.10 of the Raft thesis.
class PaperTransferTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    /// A leader of term 2 with three entries, the last of which nobody else has.
    private static LoneMember leader() {
        var leader = LoneMember.leading(2, 1);
        leader.hear(TWO, new Appended(2, 2, leader.now()));
        leader.hear(THREE, new Appended(2, 2, leader.now()));
        leader.propose(1);
        leader.forget();
        return leader;
    }

    private static void transfer(LoneMember leader, @Nullable MemberId to) {
        leader.step(new Event.TransferRequested(6, to));
    }

    private static boolean isTold(LoneMember leader, MemberId member) {
        return leader.sentTo(member).stream().anyMatch(TimeoutNow.class::isInstance);
    }

    @Nested
    class TheLeader {
        @Test
        void thesis310_stopsAcceptingProposals() {
            var leader = leader();

            transfer(leader, TWO);
            leader.propose(1);

            assertThat(leader.done(Effect.Refuse.class))
                    .containsExactly(new Effect.Refuse(7, new Refusal.Transferring(TWO)));
        }

        @Test
        void thesis310_bringsTheTargetUpToDateBeforeItTellsIt() {
            var leader = leader();

            transfer(leader, TWO);
            assertThat(isTold(leader, TWO)).isFalse();
            leader.hear(THREE, new Appended(2, 3, leader.now()));
            assertThat(isTold(leader, TWO)).isFalse();

            leader.hear(TWO, new Appended(2, 3, leader.now()));
            assertThat(isTold(leader, TWO)).isTrue();
        }

        @Test
        void tellsTheTargetAgainWhenTheMessageMayBeLost() {
            var leader = leader();
            transfer(leader, TWO);
            leader.hear(TWO, new Appended(2, 3, leader.now()));
            assertThat(isTold(leader, TWO)).isTrue();

            leader.pass(TIMING.heartbeatNanos() / 2);
            assertThat(isTold(leader, TWO)).isFalse();
            leader.pass(TIMING.heartbeatNanos() / 2);
            assertThat(isTold(leader, TWO)).isTrue();
        }

        @Test
        void thesis310_resumesWhenTheTransferDoesNotCompleteInAnElectionTimeout() {
            var leader = leader();
            transfer(leader, TWO);

            for (var i = 0; i < 10; i++) {
                leader.pass(TIMING.electionMinNanos() / 10);
                leader.hear(THREE, new HeartbeatAnswer(2, 2, leader.now()));
            }
            leader.propose(1);

            assertThat(leader.done(Effect.RefuseTransfer.class))
                    .containsExactly(
                            new Effect.RefuseTransfer(6, new ChangeRefusal.TransferTimedOut(TWO)));
            assertThat(leader.done(Effect.Accept.class)).hasSize(1);
            leader.hear(TWO, new Appended(2, 4, leader.now()));
            assertThat(isTold(leader, TWO)).isFalse();
        }

        /// The last target may have been told just before it was given up.
        @Test
        void tellsTheNextTargetAtOnceAfterAnotherWasGivenUp() {
            var leader = leader();
            leader.hear(TWO, new Appended(2, 3, leader.now()));
            leader.hear(THREE, new Appended(2, 3, leader.now()));
            transfer(leader, TWO);
            leader.pass(TIMING.electionMinNanos() - 1);
            leader.hear(THREE, new HeartbeatAnswer(2, 3, leader.now()));
            leader.pass(1);
            assertThat(leader.done(Effect.RefuseTransfer.class)).hasSize(1);

            transfer(leader, THREE);

            assertThat(isTold(leader, THREE)).isTrue();
        }

        @Test
        void isDoneWhenItStepsDownForALaterTerm() {
            var leader = leader();
            transfer(leader, TWO);
            leader.hear(TWO, new Appended(2, 3, leader.now()));

            leader.hear(TWO, new RequestVote(3, new EntryId(2, 3), true));

            assertThat(leader.done(Effect.TransferDone.class))
                    .containsExactly(new Effect.TransferDone(6));
            assertThat(leader.sent(TWO, Vote.class).granted()).isTrue();
        }

        @Test
        void isNotDoneWhenItStepsDownForNobody() {
            var leader = leader();
            leader.pass(TIMING.electionMinNanos() / 2);
            transfer(leader, TWO);

            leader.pass(TIMING.electionMinNanos() / 2 + 1);

            assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
            assertThat(leader.done(Effect.RefuseTransfer.class))
                    .containsExactly(
                            new Effect.RefuseTransfer(6, new ChangeRefusal.LeadershipLost()));
        }

        @Test
        void choosesTheVoterWithTheMostOfTheLogThatAnswers() {
            var leader = leader();
            leader.hear(THREE, new Appended(2, 3, leader.now()));

            transfer(leader, null);

            assertThat(isTold(leader, THREE)).isTrue();
            assertThat(isTold(leader, TWO)).isFalse();
        }

        @Test
        void keepsLeadershipWhenItIsToKeepIt() {
            var leader = leader();

            transfer(leader, SELF);
            leader.propose(1);

            assertThat(leader.done(Effect.TransferDone.class)).hasSize(1);
            assertThat(leader.done(Effect.Accept.class)).hasSize(1);
        }

        @Test
        void handsOverToVotersOnly() {
            var leader = leader();

            transfer(leader, MemberId.of(4));

            assertThat(leader.done(Effect.RefuseTransfer.class).getFirst().reason())
                    .isEqualTo(new ChangeRefusal.NotAVoter(MemberId.of(4)));
        }

        @Test
        void handsOverOnlyWhatItHas() {
            var follower = new LoneMember(new Ballot(2, null), 1);
            follower.hear(TWO, new Heartbeat(2, 0, 5));

            transfer(follower, THREE);

            assertThat(follower.done(Effect.RefuseTransfer.class).getFirst().reason())
                    .isEqualTo(new ChangeRefusal.NotLeader(TWO));
        }
    }

    @Nested
    class TheTarget {
        private static LoneMember follower() {
            var member = new LoneMember(new Ballot(2, null), 1);
            member.hear(TWO, new Heartbeat(2, 0, 5));
            member.forget();
            return member;
        }

        @Test
        void thesis310_standsAtOnceAndWithoutAskingFirst() {
            var member = follower();

            member.hear(TWO, new TimeoutNow(2));

            assertThat(member.raft().role()).isEqualTo(new Role.Candidate());
            assertThat(member.sentTo(THREE)).containsExactly(new RequestVote(3, FIRST, true));
        }

        @Test
        void standsOnceHoweverOftenItIsTold() {
            var member = follower();
            member.hear(TWO, new TimeoutNow(2));
            member.forget();

            member.hear(TWO, new TimeoutNow(2));

            assertThat(member.raft().term()).isEqualTo(3);
            assertThat(member.sentTo(THREE)).isEmpty();
        }

        @Test
        void doesNotStandForALeaderOfAnEarlierTerm() {
            var member = follower();

            member.hear(THREE, new TimeoutNow(1));

            assertThat(member.raft().role()).isEqualTo(new Role.Follower(TWO));
        }

        @Test
        void standsAlthoughItDoesNotCampaignByItself() {
            var member = follower();
            member.step(new Event.SwitchesSet(new Switches(false, true)));

            member.hear(TWO, new TimeoutNow(2));

            assertThat(member.raft().role()).isEqualTo(new Role.Candidate());
        }

        @Test
        void asksFirstAgainWhenItIsNotElected() {
            var member = follower();
            member.hear(TWO, new TimeoutNow(2));
            member.forget();

            member.campaign();

            assertThat(member.sentTo(THREE)).containsExactly(new RequestPreVote(4, FIRST));
        }
    }

    @Nested
    class TheVoters {
        @Test
        void thesis423_areNotLoyalToALeaderThatWantsAnElection() {
            var voter = new LoneMember(new Ballot(2, null), 1);
            voter.hear(TWO, new Heartbeat(2, 0, 5));
            voter.forget();

            voter.hear(THREE, new RequestVote(3, FIRST, true));

            assertThat(voter.sent(THREE, Vote.class)).isEqualTo(new Vote(3, true, false, FIRST));
        }

        @Test
        void voteOnceAndForACompleteLogAllTheSame() {
            var voter = new LoneMember(new Ballot(2, null), 1, 2);
            voter.hear(TWO, new Heartbeat(2, 0, 5));
            voter.forget();

            voter.hear(THREE, new RequestVote(3, FIRST, true));
            assertThat(voter.sent(THREE, Vote.class).granted()).isFalse();

            voter.hear(TWO, new RequestVote(3, new EntryId(2, 2), true));
            voter.hear(THREE, new RequestVote(3, new EntryId(2, 2), true));
            assertThat(voter.sent(TWO, Vote.class).granted()).isTrue();
            assertThat(voter.sent(THREE, Vote.class).granted()).isFalse();
        }
    }
}
