package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.PreVote;
import io.balsa.raft.core.Message.RequestVote;
import io.balsa.raft.core.Message.Vote;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.TreeMap;
import java.util.stream.LongStream;

/// One test per sentence of Figure 2, §5.1, §5.2 and §5.4.1 of the Raft paper (extended version)
/// that Balsa follows to the letter: terms and elections.
class PaperElectionTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    @Nested
    class AllServers {
        @Test
        void figure2_convertToFollowerWhenAMessageHasALaterTerm() {
            var leader = LoneMember.leading(2, 1);

            leader.hear(TWO, new HeartbeatAnswer(5, 0, 0));

            assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
            assertThat(leader.raft().term()).isEqualTo(5);
        }

        @Test
        void figure2_applyWhatIsCommittedInOrder() {
            var leader = LoneMember.leading(2, 1);
            leader.propose(3);

            leader.hear(TWO, new Appended(2, 3, 0));
            leader.hear(TWO, new Appended(2, 5, 0));

            assertThat(leader.done(Effect.Commit.class))
                    .containsExactly(new Effect.Commit(3), new Effect.Commit(5));
        }

        @Test
        void section51_rejectsARequestOfAStaleTerm() {
            var member = new LoneMember(new Ballot(4, null), 1);

            member.hear(TWO, new AppendEntries(3, slice(FIRST, 3), 1, 9));
            member.hear(TWO, new RequestVote(3, new EntryId(3, 9), false));

            assertThat(member.sentTo(TWO))
                    .containsExactly(
                            new HeartbeatAnswer(4, 0, Message.NO_STAMP),
                            new Vote(4, false, false, FIRST));
            assertThat(member.raft().lastEntry()).isEqualTo(FIRST);
        }
    }

    @Nested
    class Elections {
        @Test
        void section52_aFollowerThatHearsNothingForTheElectionTimeoutBeginsAnElection() {
            var member = new LoneMember(new Ballot(1, null), 1);

            member.campaign();
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            assertThat(member.raft().role()).isEqualTo(new Role.Candidate());
            assertThat(member.raft().term()).isEqualTo(2);
            assertThat(member.sent(THREE, RequestVote.class))
                    .isEqualTo(new RequestVote(2, FIRST, false));
        }

        @Test
        void section52_aFollowerRemainsOneWhileItHearsItsLeader() {
            var member = new LoneMember(new Ballot(1, null), 1);

            for (var stamp = 1; stamp < 20; stamp++) {
                member.hear(TWO, new Heartbeat(1, 0, stamp));
                member.pass(500);
            }

            assertThat(member.raft().role()).isEqualTo(new Role.Follower(TWO));
        }

        @Test
        void section52_aCandidateVotesForItselfAndItsVoteIsDurableBeforeItAsks() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.holdDisk();

            member.campaign();
            member.sentTo(TWO);
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            assertThat(member.sentTo(TWO)).isEmpty();
            var persist = member.done(Effect.Persist.class).getLast();
            assertThat(persist.ballot()).isEqualTo(new Ballot(2, SELF));
            assertThat(persist.then())
                    .contains(new Effect.Send(TWO, new RequestVote(2, FIRST, false)));
        }

        @Test
        void section52_votesForOneCandidatePerTermFirstComeFirstServed() {
            var member = new LoneMember(new Ballot(1, null), 1);

            member.hear(TWO, new RequestVote(2, FIRST, false));
            member.hear(THREE, new RequestVote(2, FIRST, false));
            member.hear(TWO, new RequestVote(2, FIRST, false));

            assertThat(member.sentTo(TWO))
                    .containsExactly(
                            new Vote(2, true, false, FIRST), new Vote(2, true, false, FIRST));
            assertThat(member.sentTo(THREE)).containsExactly(new Vote(2, false, false, FIRST));
        }

        /// The term alone was on its disk before: with that, it could vote twice.
        @Test
        void figure2_votesOnceTheVoteIsOnDisk() {
            var member = new LoneMember(new Ballot(3, null), 1);
            member.holdDisk();

            member.hear(TWO, new RequestVote(3, FIRST, false));
            assertThat(member.sentTo(TWO)).isEmpty();

            assertThat(member.done(Effect.Persist.class).getLast().then()).hasSize(1);
        }

        @Test
        void section52_whoeverVotesGivesTheCandidateTimeToWin() {
            var member = new LoneMember(new Ballot(3, null), 1);
            var deadline = member.raft().deadline();
            member.pass(deadline - member.now() - 1);

            member.hear(TWO, new RequestVote(3, FIRST, false));

            assertThat(member.raft().deadline())
                    .isGreaterThanOrEqualTo(member.now() + TIMING.electionMinNanos());
        }

        /// It heard of the leader before anybody asked for its vote, which is free therefore. Were
        /// it given away, a voter of the leader's that lost its disk could elect a second one.
        @Test
        void section52_votesForNobodyElseOnceItKnowsTheLeaderOfItsTerm() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.hear(TWO, new Heartbeat(2, 0, 1));

            member.hear(THREE, new RequestVote(2, FIRST, false));
            member.hear(TWO, new RequestVote(2, FIRST, false));

            assertThat(member.sent(THREE, Vote.class).granted()).isFalse();
            assertThat(member.sent(TWO, Vote.class).granted()).isTrue();
        }

        @Test
        void figure2_votedForIsOnDiskBeforeTheAnswer() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.holdDisk();

            member.hear(TWO, new RequestVote(2, FIRST, false));
            assertThat(member.sentTo(TWO)).isEmpty();

            var persist = member.done(Effect.Persist.class).getLast();
            assertThat(persist.ballot()).isEqualTo(new Ballot(2, TWO));
            assertThat(persist.then())
                    .containsExactly(new Effect.Send(TWO, new Vote(2, true, false, FIRST)));
        }

        @Test
        void section52_winsWithTheVotesOfAMajority() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.campaign();
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            member.hear(TWO, new Vote(2, true, false, FIRST));

            assertThat(member.raft().role()).isEqualTo(new Role.Leader());
            assertThat(member.sentTo(THREE)).anyMatch(Heartbeat.class::isInstance);
        }

        @Test
        void section52_doesNotWinWithoutItsOwnVoteOnDisk() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.campaign();
            member.holdDisk();
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            member.hear(TWO, new Vote(2, true, false, FIRST));
            assertThat(member.raft().role()).isEqualTo(new Role.Candidate());

            member.finishWrites();
            assertThat(member.raft().role()).isEqualTo(new Role.Leader());
        }

        @Test
        void section52_countsEachVoterOnce() {
            var addresses = new TreeMap<MemberId, String>();
            LongStream.rangeClosed(1, 5).forEach(id -> addresses.put(MemberId.of(id), "m" + id));
            var five = Membership.ofVoters(addresses);
            var campaign = new Campaign(false, 0);

            campaign.addSupporter(SELF, false);
            campaign.addSupporter(TWO, false);
            campaign.addSupporter(TWO, false);
            assertThat(campaign.isWon(five)).isFalse();

            campaign.addSupporter(THREE, false);
            assertThat(campaign.isWon(five)).isTrue();
        }

        @Test
        void section52_aCandidateRecognisesTheLeaderOfItsTerm() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.campaign();
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            member.hear(THREE, new AppendEntries(2, slice(FIRST, 2), 1, 1));

            assertThat(member.raft().role()).isEqualTo(new Role.Follower(THREE));
        }

        @Test
        void section52_aCandidateIgnoresALeaderOfAnEarlierTerm() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.campaign();
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            member.hear(THREE, new AppendEntries(1, slice(FIRST, 1), 1, 1));

            assertThat(member.raft().role()).isEqualTo(new Role.Candidate());
        }

        @Test
        void section52_startsANewElectionWhenVotesAreSplit() {
            var member = new LoneMember(new Ballot(1, null), 1);
            member.campaign();
            member.hear(TWO, new PreVote(2, true, false, FIRST));

            member.campaign();
            member.hear(TWO, new PreVote(3, true, false, FIRST));

            assertThat(member.raft().term()).isEqualTo(3);
        }

        @Test
        void section541_deniesItsVoteToALogWithAnEarlierLastTerm() {
            var member = new LoneMember(new Ballot(3, null), 1, 3);

            member.hear(TWO, new RequestVote(4, new EntryId(2, 9), false));

            assertThat(member.sent(TWO, Vote.class).granted()).isFalse();
        }

        @Test
        void section541_deniesItsVoteToAShorterLogOfTheSameTerm() {
            var member = new LoneMember(new Ballot(3, null), 1, 3, 3);

            member.hear(TWO, new RequestVote(4, new EntryId(3, 2), false));
            member.hear(THREE, new RequestVote(4, new EntryId(3, 3), false));

            assertThat(member.sent(TWO, Vote.class).granted()).isFalse();
            assertThat(member.sent(THREE, Vote.class).granted()).isTrue();
        }
    }
}
