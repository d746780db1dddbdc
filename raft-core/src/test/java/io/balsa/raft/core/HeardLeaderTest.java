package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;

import org.junit.jupiter.api.Test;

/// When a member last knew that its group has a leader.
class HeardLeaderTest {
    @Test
    void isNeverBeforeTheFirst() {
        assertThat(new LoneMember(new Ballot(2, null), 1).raft().heardAt())
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void isWhenAFollowerHeardIt() {
        var member = new LoneMember(new Ballot(2, null), 1);

        member.hear(TWO, new Heartbeat(2, 0, 5));
        var heard = member.now();
        member.pass(10);

        assertThat(member.raft().heardAt()).isEqualTo(heard);
        member.hear(TWO, new Heartbeat(2, 0, 6));
        assertThat(member.raft().heardAt()).isEqualTo(member.now());
    }

    @Test
    void isWhenALeaderSentWhatAQuorumHasAnswered() {
        var leader = LoneMember.leading(2, 1);
        leader.pass(TIMING.heartbeatNanos());
        var round = leader.sent(TWO, Heartbeat.class).stamp();
        leader.pass(10);

        leader.hear(TWO, new HeartbeatAnswer(2, 2, round));
        assertThat(leader.raft().heardAt()).isEqualTo(round);
        leader.hear(THREE, new HeartbeatAnswer(2, 2, round - 20));
        assertThat(leader.raft().heardAt()).isEqualTo(round);

        leader.hear(TWO, new Heartbeat(1, 0, 5)); // Of an earlier term.
        leader.hear(TWO, new HeartbeatAnswer(3, 0, Message.NO_STAMP));
        assertThat(leader.raft().role()).isEqualTo(new Role.Follower(null));
        assertThat(leader.raft().heardAt()).isEqualTo(round);
    }

    /// A stamp is ahead of the clock when many are needed while it stands still.
    @Test
    void isNeverAheadOfTheClock() {
        var leader = LoneMember.leading(2, 1);

        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now() + 50));

        assertThat(leader.raft().heardAt()).isEqualTo(leader.now());
    }
}
