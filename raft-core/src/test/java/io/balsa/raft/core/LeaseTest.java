package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Conflict;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;

import org.junit.jupiter.api.Test;

/// How long a leader answers reads by its lease (Raft thesis §6.4.1). Clocks run alike here.
class LeaseTest {
    private static final long LEASE = TIMING.electionMinNanos();
    private static final int STEPS = 20;

    private static boolean answers(LoneMember leader) {
        leader.forget();
        leader.step(new Event.ReadRequested(1, true));
        return !leader.done(Effect.ReadAt.class).isEmpty();
    }

    /// Stamps run ahead of a clock that stands still while many are needed: by one a step.
    private static void runAhead(LoneMember leader, long steps) {
        for (var step = 0; step < steps; step++) {
            leader.step(new Event.HeartbeatRequested());
        }
    }

    @Test
    void holdsForAsLongAsAQuorumIsLoyalSinceItWasSentWhatItAnswered() {
        var leader = Groups.leaderByLease(SELF, TWO, THREE);
        leader.pass(TIMING.heartbeatNanos());
        var round = leader.sent(TWO, Heartbeat.class).stamp();
        assertThat(round).isEqualTo(leader.now());
        leader.pass(10);
        leader.hear(TWO, new HeartbeatAnswer(2, 2, round));

        leader.pass(LEASE - 10 - STEPS);
        assertThat(answers(leader)).isTrue();
        leader.pass(STEPS);
        assertThat(answers(leader)).isFalse();
    }

    @Test
    void countsFromTheClockAndNotFromAStampThatIsAheadOfIt() {
        var leader = Groups.leaderByLease(SELF, TWO, THREE);
        leader.pass(TIMING.heartbeatNanos());
        var sent = leader.now();
        runAhead(leader, STEPS);
        var round = leader.sent(TWO, Heartbeat.class).stamp();
        assertThat(round).isGreaterThan(sent);
        leader.hear(TWO, new HeartbeatAnswer(2, 2, round));

        leader.pass(LEASE - 2 * STEPS);
        assertThat(answers(leader)).isTrue();
        leader.pass(2 * STEPS);
        assertThat(answers(leader)).isFalse();
    }

    @Test
    void holdsForEverWhereNobodyElseVotes() {
        var leader = Groups.leaderByLease(SELF);
        runAhead(leader, STEPS);
        leader.pass(100 * LEASE);

        assertThat(answers(leader)).isTrue();
    }

    /// Nothing is known of what an isolated member has promised.
    @Test
    void doesNotHoldWithoutAnyAnswerThatCounts() {
        var leader = Groups.leaderByLease(SELF, TWO, THREE);
        assertThat(answers(leader)).isTrue();
        runAhead(leader, 2 * LEASE);

        leader.hear(TWO, new HeartbeatAnswer(2, 0, leader.now()));
        var probe = leader.sent(TWO, Message.AppendEntries.class).stamp();
        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, probe));

        assertThat(leader.sentTo(TWO)).contains(new Message.Isolate(2));
        assertThat(answers(leader)).isFalse();
    }
}
