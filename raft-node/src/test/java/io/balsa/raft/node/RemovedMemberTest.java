package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/// Members that were removed from their group: three voters and a learner, on a clock that the test
/// moves.
class RemovedMemberTest {
    private static final int LEARNER = 4;

    @AutoClose private final LeasedGroup group = new LeasedGroup(3, LEARNER);

    @Test
    void learnsOfItWhenItIsBackWhetherItWasAVoterOrALearner() {
        group.cut(3, LEARNER);
        remove(new MembershipChange.RemoveVoters(just(3), false));
        remove(new MembershipChange.RemoveLearners(just(LEARNER)));
        group.pass(4 * LeasedGroup.TIMING.electionMaxNanos());
        assertThat(belonging(3)).isEqualTo(Belonging.VOTER);
        assertThat(belonging(LEARNER)).isEqualTo(Belonging.LEARNER);
        var term = group.node(1).state().term();

        group.mend(3, LEARNER);
        group.pass(2 * LeasedGroup.TIMING.electionMaxNanos());

        assertThat(belonging(3)).isEqualTo(Belonging.REMOVED);
        assertThat(belonging(LEARNER)).isEqualTo(Belonging.REMOVED);
        assertThat(group.node(1).state().term()).isEqualTo(term);
    }

    @Test
    void refusesAtOnceWhatNobodyWouldAnswer() {
        remove(new MembershipChange.RemoveVoters(just(3), false));
        group.pass(2 * LeasedGroup.TIMING.heartbeatNanos());
        assertThat(belonging(3)).isEqualTo(Belonging.REMOVED);

        var command = UTF_8.encode("lost");
        assertRefused(group.node(3).propose(command));
        group.node(3).proposeAll(List.of(command, command)).forEach(this::assertRefused);
        assertRefused(group.read(3, Consistency.LINEARIZABLE));
        assertRefused(group.read(3, Consistency.LEASE));
        assertThat(group.read(3, Consistency.LOCAL)).isCompleted();
    }

    /// Whom it asks says that it was removed, and nothing else.
    @Test
    void waitsForNoReadThatItAskedForBeforeItKnew() {
        group.cut(LEARNER);
        remove(new MembershipChange.RemoveLearners(just(LEARNER)));
        var read = group.leaseRead(LEARNER);
        group.pass(4 * LeasedGroup.TIMING.electionMaxNanos());
        assertThat(read).isNotDone();

        group.mend(LEARNER);
        group.pass(2 * LeasedGroup.TIMING.heartbeatNanos());

        assertThat(read.exceptionNow()).isInstanceOf(RaftException.NoLeader.class);
        assertThat(belonging(LEARNER)).isEqualTo(Belonging.REMOVED);
    }

    private void assertRefused(CompletableFuture<?> answer) {
        group.run();
        assertThat(answer.exceptionNow())
                .isInstanceOf(RaftException.NoLeader.class)
                .hasMessage("this member was removed from its group: ask another member")
                .extracting(failure -> ((RaftException) failure).mayHaveHappened())
                .isEqualTo(false);
    }

    private void remove(MembershipChange change) {
        var done = group.node(1).membership().change(change);
        group.run();
        done.join();
    }

    private static SortedSet<MemberId> just(long member) {
        var members = new TreeSet<MemberId>();
        members.add(MemberId.of(member));
        return members;
    }

    private Belonging belonging(int member) {
        return group.node(member).state().belonging();
    }
}
