package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.FOUR;
import static io.balsa.raft.core.Groups.change;
import static io.balsa.raft.core.Groups.configured;
import static io.balsa.raft.core.Groups.ids;
import static io.balsa.raft.core.Groups.leader;
import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MembershipChange.RemoveVoters;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.Removed;
import io.balsa.raft.core.Message.RequestPreVote;
import io.balsa.raft.core.Message.RequestVote;
import io.balsa.raft.core.Message.TimeoutNow;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// One test per sentence of §6 of the Raft paper (extended version) and of §4.2.2 and §4.2.3 of the
/// thesis that Balsa follows: members that leave the group.
class PaperRemovalTest {
    @Nested
    class LeadersThatAreRemoved {
        /// A leader that is removed, by an entry that is not committed yet.
        private static LoneMember removed() {
            var leader = leader();
            change(leader, new RemoveVoters(ids(SELF), false));
            leader.hear(TWO, new Appended(2, 3, 0));
            leader.hear(THREE, new Appended(2, 3, 0));
            assertThat(configured(leader)).hasSize(2);
            leader.forget();
            return leader;
        }

        @Test
        void section6_leadAGroupThatTheyDoNotCountThemselvesIn() {
            var leader = removed();

            leader.hear(TWO, new Appended(2, 4, leader.now()));
            assertThat(leader.raft().commitIndex()).isEqualTo(3);

            leader.hear(THREE, new Appended(2, 4, leader.now()));
            assertThat(leader.raft().commitIndex()).isEqualTo(4);
        }

        @Test
        void section6_handOverOnceTheNewConfigurationIsCommitted() {
            var leader = removed();
            leader.hear(TWO, new Appended(2, 4, leader.now()));
            assertThat(leader.sentTo(TWO)).doesNotHaveAnyElementsOfTypes(TimeoutNow.class);

            leader.hear(THREE, new Appended(2, 4, leader.now()));

            assertThat(leader.sent(TWO, TimeoutNow.class)).isEqualTo(new TimeoutNow(2));
            assertThat(leader.sentTo(THREE)).doesNotHaveAnyElementsOfTypes(TimeoutNow.class);
        }

        @Test
        void section6_stepDownEvenWhenNobodyTakesOver() {
            var leader = removed();
            leader.hear(TWO, new Appended(2, 4, leader.now()));
            leader.hear(THREE, new Appended(2, 4, leader.now()));

            leader.pass(TIMING.electionMinNanos());

            assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
            assertThat(leader.raft().belonging()).isEqualTo(Belonging.REMOVED);
        }
    }

    @Nested
    class MembersThatAreRemoved {
        /// A leader that has removed member 3, which has got nothing of that.
        private static LoneMember leaderWithoutThree() {
            var leader = leader();
            change(leader, new RemoveVoters(ids(THREE), false));
            leader.hear(TWO, new Appended(2, 3, 0));
            leader.hear(TWO, new Appended(2, 4, 0));
            leader.forget();
            return leader;
        }

        @Test
        void section6_areToldByTheLogThatTheyAre() {
            var leader = leaderWithoutThree();
            leader.hear(THREE, new HeartbeatAnswer(2, 2, leader.now()));
            leader.hear(THREE, new Appended(2, 4, leader.now()));
            leader.pass(TIMING.heartbeatNanos());
            var told = leader.sent(THREE, Heartbeat.class);
            assertThat(told.commit()).isEqualTo(4);

            leader.hear(THREE, new HeartbeatAnswer(2, 4, told.stamp()));
            leader.pass(TIMING.heartbeatNanos());

            assertThat(leader.sentTo(THREE)).isEmpty();
            assertThat(leader.raft().matched()).doesNotContainKey(THREE);
        }

        @Test
        void section6_areToldByTheVeryMessageThatSaysThatItIsCommitted() {
            var leader = leader();
            change(leader, new RemoveVoters(ids(THREE), false));
            leader.hear(TWO, new Appended(2, 3, 0));
            leader.hear(THREE, new Appended(2, 4, 0));
            leader.forget();
            leader.raft().step(leader.now(), new Event.HeartbeatRequested());
            leader.hear(TWO, new Appended(2, 4, 0));
            var told = leader.sent(THREE, Heartbeat.class);
            assertThat(told.commit()).isEqualTo(4);

            leader.hear(THREE, new HeartbeatAnswer(2, 4, told.stamp()));

            assertThat(leader.raft().matched()).doesNotContainKey(THREE);
        }

        @Test
        void section6_areNotToldWhileTheyLackTheEntry() {
            var leader = leaderWithoutThree();
            leader.pass(TIMING.heartbeatNanos());
            var told = leader.sent(THREE, Heartbeat.class);

            leader.hear(THREE, new HeartbeatAnswer(2, 3, told.stamp()));

            assertThat(leader.raft().matched()).containsEntry(THREE, 3L);
        }

        @Test
        void section6_areGivenUpWhenTheyAreSilent() {
            var leader = leaderWithoutThree();

            for (var passed = 100L; passed < TIMING.electionMaxNanos(); passed += 100) {
                leader.pass(100);
                leader.hear(TWO, new HeartbeatAnswer(2, 4, leader.now()));
            }
            assertThat(leader.raft().matched()).containsKey(THREE);
            leader.pass(100);

            assertThat(leader.raft().role()).isEqualTo(new Role.Leader());
            assertThat(leader.raft().matched()).doesNotContainKey(THREE);
        }

        @Test
        void section6_holdNobodyUp() {
            var leader = leaderWithoutThree();

            leader.propose(1);
            leader.hear(TWO, new Appended(2, 5, 0));

            assertThat(leader.raft().commitIndex()).isEqualTo(5);
        }

        @Test
        void section6_areToldWhenTheyAsk() {
            var leader = leaderWithoutThree();

            leader.hear(THREE, new RequestPreVote(3, new EntryId(2, 2)));
            assertThat(leader.sent(THREE, Removed.class)).isEqualTo(new Removed(2, 4));

            leader.hear(THREE, new RequestVote(9, new EntryId(2, 2), false));
            assertThat(leader.sent(THREE, Removed.class)).isEqualTo(new Removed(2, 4));
            assertThat(leader.raft().term()).isEqualTo(2);

            leader.hear(THREE, new Message.RequestReadIndex(2, 77, false));
            assertThat(leader.sent(THREE, Removed.class)).isEqualTo(new Removed(2, 4));
        }

        @Test
        void section6_neverCampaignAgainOnceTheyAreTold() {
            var member = new LoneMember(new Ballot(2, null), 1);
            member.campaign();
            assertThat(member.sentTo(TWO)).isNotEmpty();

            member.hear(TWO, new Removed(2, 4));
            assertThat(member.raft().role()).isEqualTo(new Role.Follower(null));
            member.campaign();
            member.campaign();

            assertThat(member.sentTo(TWO)).isEmpty();
            assertThat(member.raft().belonging()).isEqualTo(Belonging.REMOVED);
        }

        /// They would ask for ever, and hear the same.
        @Test
        void waitForNoReadOnceTheyAreTold() {
            var member = new LoneMember(new Ballot(2, null), 1);
            member.hear(TWO, new Heartbeat(2, 0, 5));
            member.step(new Event.ReadRequested(1, false));
            member.step(new Event.ReadRequested(2, true));

            member.hear(TWO, new Removed(2, 4));

            assertThat(member.done(Effect.RefuseRead.class))
                    .extracting(Effect.RefuseRead::read)
                    .containsExactly(1L, 2L);
            member.forget();
            member.pass(TIMING.heartbeatNanos());
            assertThat(member.sentTo(TWO)).isEmpty();
        }

        /// It may have been told so by a member that knows more than it does; but it leads on until
        /// it knows itself.
        @Test
        void doNotStopLeadingWhenTheyAreTold() {
            var leader = leader();

            leader.hear(TWO, new Removed(2, 4));

            assertThat(leader.raft().role()).isEqualTo(new Role.Leader());
        }

        @Test
        void section6_disturbNobodyWhileALeaderIsHeard() {
            var member = new LoneMember(new Ballot(2, null), 1);
            member.hear(TWO, new Heartbeat(2, 0, 5));

            member.hear(FOUR, new RequestVote(9, new EntryId(2, 9), false));

            assertThat(member.sentTo(FOUR)).isEmpty();
            assertThat(member.raft().term()).isEqualTo(2);
        }
    }
}
