package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.leader;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.Proven;

import org.junit.jupiter.api.Test;

/// What a member acknowledged before it forgot says nothing of what it has: member 2, which gives
/// its doubt the number 77.
class BeforeItForgotTest {
    /// The message that would show what is lost may itself be lost.
    @Test
    void isNotProvenByWhatItHadAcknowledgedBeforeItForgot() {
        var leader = leader();
        leader.hear(TWO, new HeartbeatAnswer(2, 0, leader.now(), 77));
        leader.pass(TIMING.heartbeatNanos());
        var round = leader.sent(THREE, Heartbeat.class);

        leader.hear(THREE, new HeartbeatAnswer(2, 2, round.stamp()));
        leader.pass(TIMING.heartbeatNanos());
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);
    }

    /// Nobody else may hold it: a quorum with the member in it is counted as soon as it is proven.
    @Test
    void isNotProvenBeforeItHoldsAllThatItHadAcknowledgedToThisLeader() {
        var leader = leader();
        leader.holdDisk();
        leader.propose(1);
        leader.hear(TWO, new Appended(2, 3, leader.now()));
        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now(), 77));
        leader.hear(THREE, new HeartbeatAnswer(2, 2, leader.now() + 50));
        leader.pass(TIMING.heartbeatNanos());
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);

        leader.hear(TWO, new Appended(2, 3, leader.now(), 77));
        assertThat(leader.sentTo(TWO)).contains(new Proven(2, 77));
    }

    /// However long it was under way: the member has been brought what was committed, not this.
    @Test
    void ignoresAnEarlierAnswerOfAMemberThatWasProvenSince() {
        var leader = leader();
        leader.propose(1);
        var entries = leader.sent(TWO, AppendEntries.class);
        leader.hear(TWO, new HeartbeatAnswer(2, 2, entries.stamp(), 77));
        leader.pass(TIMING.heartbeatNanos());
        leader.hear(THREE, new HeartbeatAnswer(2, 2, leader.now()));
        assertThat(leader.sentTo(TWO)).contains(new Proven(2, 77));
        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now() + 50));

        leader.hear(TWO, new Appended(2, 3, entries.stamp()));
        assertThat(leader.raft().commitIndex()).isEqualTo(2);

        leader.hear(TWO, new Appended(2, 3, leader.now() + 50));
        assertThat(leader.raft().commitIndex()).isEqualTo(3);
    }

    /// It left before the member forgot, so it speaks of what is lost.
    @Test
    void ignoresAnEarlierAnswerOfAMemberThatIsUnprovenNow() {
        var leader = leader();
        leader.propose(1);
        var entries = leader.sent(TWO, AppendEntries.class);
        leader.hear(TWO, new HeartbeatAnswer(2, 2, entries.stamp(), 77));

        leader.hear(TWO, new Appended(2, 3, entries.stamp()));

        assertThat(leader.raft().commitIndex()).isEqualTo(2);
    }
}
