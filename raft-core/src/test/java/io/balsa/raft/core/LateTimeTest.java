package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.RequestPreVote;

import org.junit.jupiter.api.Test;

/// A member that stood still, or whose shell was held up, learns at once of all the time that has
/// passed. It takes that time for what it was, not for so many turns.
class LateTimeTest {
    /// Many times what anybody here waits for, as the dice have it.
    private static final long LATE = 1_000_000_000_000L;

    private static LoneMember follower() {
        var follower = new LoneMember(new Ballot(2, null), 1);
        follower.hear(TWO, new Heartbeat(2, 0, 5));
        follower.forget();
        return follower;
    }

    /// A leader whom member 2 has just answered.
    private static LoneMember leader() {
        var leader = Groups.leaderByLease(SELF, TWO, THREE);
        leader.pass(TIMING.heartbeatNanos());
        var round = leader.sent(TWO, Heartbeat.class).stamp();
        leader.hear(TWO, new HeartbeatAnswer(2, 2, round));
        leader.forget();
        return leader;
    }

    @Test
    void letsAFollowerCampaignOnceHoweverManyTimeoutsHavePassed() {
        var follower = follower();

        follower.pass(LATE);
        follower.pass(0);

        assertThat(follower.sentTo(TWO)).hasOnlyElementsOfType(RequestPreVote.class).hasSize(1);
        assertThat(follower.sentTo(THREE)).hasOnlyElementsOfType(RequestPreVote.class).hasSize(1);
        assertThat(follower.raft().deadline())
                .isGreaterThanOrEqualTo(follower.now() + TIMING.electionMinNanos());
    }

    /// The pause was longer than its loyalty: it need not hear of time first.
    @Test
    void endsTheLoyaltyOfAFollowerBeforeItAnswersACandidate() {
        var follower = follower();
        var candidacy = new Message.RequestVote(3, new EntryId(1, 1), false);
        follower.hear(THREE, candidacy);
        assertThat(follower.sentTo(THREE)).noneMatch(LateTimeTest::isGranted);

        follower.step(LATE, new Event.Received(THREE, candidacy));

        assertThat(follower.sentTo(THREE)).anyMatch(LateTimeTest::isGranted);
    }

    private static boolean isGranted(Message message) {
        return message instanceof Message.Vote vote && vote.granted();
    }

    @Test
    void letsALeaderSendOneHeartbeatHoweverManyWereDue() {
        var leader = leader();

        leader.pass(5 * TIMING.heartbeatNanos());
        leader.pass(0);

        assertThat(leader.sentTo(TWO)).hasOnlyElementsOfType(Heartbeat.class).hasSize(1);
        assertThat(leader.raft().deadline()).isEqualTo(leader.now() + TIMING.heartbeatNanos());
    }

    @Test
    void endsTheTermOfALeaderThatNobodyAnsweredInTheMeantime() {
        var leader = leader();

        leader.pass(LATE);

        assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
        assertThat(leader.sentTo(TWO)).isEmpty();
    }

    /// Whatever comes first after the pause, it comes after the lease.
    @Test
    void endsTheLeaseBeforeALeaderAnswersARead() {
        var leader = leader();
        var read = new Event.ReadRequested(1, true);
        leader.step(read);
        assertThat(leader.done(Effect.ReadAt.class)).hasSize(1);
        leader.forget();

        leader.step(LATE, read);

        assertThat(leader.done(Effect.ReadAt.class)).isEmpty();
        assertThat(leader.done(Effect.RefuseRead.class)).hasSize(1);
        assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
    }

    /// An answer that waited with the leader shows nothing of the time that it waited.
    @Test
    void doesNotLetALeaderGoOnForAnAnswerFromBefore() {
        var leader = leader();
        leader.pass(TIMING.heartbeatNanos());
        var round = leader.sent(TWO, Heartbeat.class).stamp();

        leader.step(LATE, new Event.Received(TWO, new HeartbeatAnswer(2, 2, round)));

        assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
    }
}
