package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.CommitNotice;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.Isolate;
import io.balsa.raft.core.Message.Proven;
import io.balsa.raft.core.Message.Readmit;
import io.balsa.raft.core.Message.Removed;
import io.balsa.raft.core.Message.RequestVote;
import io.balsa.raft.core.Message.Vote;

import org.junit.jupiter.api.Test;

/// What reaches a member late, and what ends its isolation.
class IsolatedMemberTest {
    private final LoneMember member = new LoneMember(new Ballot(2, null), 1);

    @Test
    void isNotIsolatedByALeaderOfAnEarlierTerm() {
        member.hear(TWO, new Isolate(1));

        member.hear(TWO, new Heartbeat(2, 0, 7));

        assertThat(member.sentTo(TWO)).containsExactly(new HeartbeatAnswer(2, 0, 7));
    }

    /// A leader may have proven it just before it found out.
    @Test
    void isNotProvenWhileItIsIsolated() {
        member.hear(TWO, new Isolate(2));
        member.hear(TWO, new Readmit(2));
        member.hear(TWO, new Heartbeat(2, 0, 5));
        var doubt = member.sent(TWO, HeartbeatAnswer.class).doubt();
        assertThat(doubt).isNotEqualTo(Message.NO_DOUBT);

        member.hear(TWO, new Isolate(2));
        member.hear(TWO, new Proven(2, doubt));
        member.pass(TIMING.electionMinNanos());
        member.hear(THREE, new RequestVote(3, new EntryId(2, 9), false));

        assertThat(member.sent(THREE, Vote.class).unproven()).isTrue();
    }

    @Test
    void answersItsLeaderAgainOnceAnOperatorHasVouchedForIt() {
        member.hear(TWO, new Isolate(2));

        member.step(new Event.VouchedFor(9));
        member.hear(TWO, new Heartbeat(2, 0, 7));

        assertThat(member.done(Effect.RevertNoted.class))
                .containsExactly(new Effect.RevertNoted(9));
        assertThat(member.sentTo(TWO)).containsExactly(new HeartbeatAnswer(2, 0, 7));
    }

    @Test
    void waitsBeforeItLooksAgainWhenItHearsThatItWasRemoved() {
        member.campaign();

        member.hear(TWO, new Removed(2, 4));

        assertThat(member.raft().deadline()).isGreaterThan(member.now());
    }

    @Test
    void followsNobodyWhileItIsIsolated() {
        member.hear(TWO, new Isolate(2));

        member.hear(TWO, new CommitNotice(2, 1));

        assertThat(member.raft().leader()).isNull();
        assertThat(member.raft().commitIndex()).isZero();
    }

    @Test
    void takesALateVoteForNoPromise() {
        member.step(new Event.ElectionRequested(false));
        member.campaign();
        assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());

        member.hear(TWO, new Vote(3, true, false, EntryId.NONE));
        member.hear(THREE, new Vote(3, true, false, EntryId.NONE));

        assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());
    }
}
