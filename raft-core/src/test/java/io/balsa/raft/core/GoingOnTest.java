package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.ReadIndex;
import io.balsa.raft.core.Message.RequestPreVote;
import io.balsa.raft.core.Message.RequestReadIndex;

import org.junit.jupiter.api.Test;

import java.util.TreeMap;

/// Members that crashed, lost something or were left waiting get going again, and trust nothing
/// that an earlier run has left behind.
class GoingOnTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    @Test
    void takesALateAnswerToAReadThatItAskedForAgain() {
        var follower = new LoneMember(new Ballot(2, null), 1);
        follower.hear(TWO, new Heartbeat(2, 0, 3));
        follower.step(new Event.ReadRequested(5));
        var asked = follower.sent(TWO, RequestReadIndex.class);

        follower.pass(TIMING.heartbeatNanos());
        assertThat(follower.sent(TWO, RequestReadIndex.class)).isEqualTo(asked);
        follower.hear(TWO, new ReadIndex(2, asked.read(), 1));

        assertThat(follower.done(Effect.ReadAt.class)).containsExactly(new Effect.ReadAt(5, 1));
    }

    @Test
    void beginsTheGroupAlthoughACrashLeftTheBallotOfTheFirstAttemptAlone() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= 3; id++) {
            addresses.put(MemberId.of(id), "m" + id);
        }
        var member = new LoneMember(new Ballot(2, LoneMember.SELF));

        member.step(new Event.Bootstrapped(Membership.ofVoters(addresses)));

        assertThat(member.raft().lastEntry()).isEqualTo(FIRST);
        assertThat(member.sent(TWO, RequestPreVote.class)).isEqualTo(new RequestPreVote(3, FIRST));
    }
}
