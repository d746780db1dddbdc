package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Effect.ReadAt;
import io.balsa.raft.core.Effect.RefuseRead;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.ReadIndex;
import io.balsa.raft.core.Message.Removed;
import io.balsa.raft.core.Message.RequestReadIndex;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads that a follower passes on to its leader, member 2, end with an answer each.
class ForwardedReadsTest {
    private static final Refusal NO_LEADER = new Refusal.NotLeader(null);

    private final LoneMember follower = new LoneMember(new Ballot(2, null), 1);

    @BeforeEach
    void hearTheLeader() {
        follower.hear(TWO, new Heartbeat(2, 0, 3));
        follower.forget();
    }

    private long ask(long read, boolean lease) {
        follower.step(new Event.ReadRequested(read, lease));
        return follower.sent(TWO, RequestReadIndex.class).read();
    }

    private void collect(long read) {
        follower.raft().step(follower.now(), new Event.ReadRequested(read, false));
    }

    @Test
    void areAnsweredWithAllThatWereAskedBeforeAndNoneAskedLater() {
        ask(5, false);
        var second = ask(6, false);
        var third = ask(7, false);
        assertThat(third).isEqualTo(second + 1);

        follower.hear(TWO, new ReadIndex(2, second, 9));

        assertThat(follower.done(ReadAt.class)).containsExactly(new ReadAt(5, 9), new ReadAt(6, 9));
    }

    @Test
    void areAnsweredAlsoWhereALeaseWouldDo() {
        ask(5, true);
        var question = ask(6, false);

        follower.hear(TWO, new ReadIndex(2, question, 9));

        assertThat(follower.done(ReadAt.class))
                .containsExactlyInAnyOrder(new ReadAt(5, 9), new ReadAt(6, 9));
    }

    /// The leader may have lost it for ever, and with it what the reads would have seen.
    @Test
    void areNotAnsweredByALeaseWhereAQuorumIsAskedFor() {
        ask(5, false);
        var question = ask(6, true);

        follower.hear(TWO, new ReadIndex(2, question, 9));

        assertThat(follower.done(ReadAt.class)).containsExactly(new ReadAt(6, 9));
    }

    @Test
    void areRefusedWhenALaterLeaderShowsUpWhetherTheyWereAskedOrNot() {
        ask(5, false);
        collect(6);

        follower.hear(THREE, new Heartbeat(3, 0, 1));

        assertThat(follower.done(RefuseRead.class))
                .containsExactlyInAnyOrder(
                        new RefuseRead(5, NO_LEADER), new RefuseRead(6, NO_LEADER));
    }

    @Test
    void areRefusedOnceWhenTheMemberHearsThatItWasRemoved() {
        var question = ask(5, false);
        collect(6);

        follower.hear(TWO, new Removed(2, 4));
        follower.hear(TWO, new ReadIndex(2, question, 9));
        follower.pass(TIMING.heartbeatNanos());
        follower.hear(THREE, new Heartbeat(3, 0, 1));

        assertThat(follower.done(RefuseRead.class))
                .containsExactlyInAnyOrder(
                        new RefuseRead(5, NO_LEADER), new RefuseRead(6, NO_LEADER));
        assertThat(follower.done(ReadAt.class)).isEmpty();
        assertThat(follower.sentTo(TWO)).isEmpty();
    }
}
