package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/// Waiting for a follower to catch up: how that ends.
class CatchUpTest {
    private static final MemberId LEARNER = MemberId.of(4);

    @AutoClose private final LeasedGroup group = new LeasedGroup(3, 4);
    private final List<CatchUp> steps = new ArrayList<>();

    private CompletableFuture<RaftState> await(int at, MemberId member) {
        var caughtUp =
                group.node(at).membership().awaitCaughtUp(member, 0, LocalGroup.LONG, steps::add);
        group.run();
        return caughtUp;
    }

    private CompletableFuture<RaftState> awaitALearnerThatLags() {
        group.cut(4);
        group.write(1, "missed");
        var caughtUp = await(1, LEARNER);
        assertThat(caughtUp).isNotDone();
        assertThat(steps).extracting(CatchUp::lagEntries).containsExactly(1L);
        return caughtUp;
    }

    private static ChangeRefusal reason(CompletableFuture<?> refused) {
        assertThat(refused).isCompletedExceptionally();
        return ((RaftException.ChangeRefused) refused.exceptionNow()).reason();
    }

    @Test
    void endsWhenTheFollowerHasEverything() {
        var caughtUp = awaitALearnerThatLags();

        group.mend(4);
        group.pass(10 * LeasedGroup.TIMING.heartbeatNanos());

        assertThat(caughtUp).isCompleted();
        assertThat(steps).extracting(CatchUp::lagEntries).containsExactly(1L, 0L);
    }

    @Test
    void isOverAtOnceForTheLeaderItself() {
        assertThat(await(1, MemberId.of(1))).isCompleted();
    }

    @Test
    void isRefusedByAMemberThatDoesNotLead() {
        var refused = await(2, LEARNER);

        assertThat(reason(refused)).isEqualTo(new ChangeRefusal.NotLeader(MemberId.of(1)));
        assertThat(refused.exceptionNow()).hasMessageContaining("ask member 1 at in process");
    }

    @Test
    void isRefusedForAMemberThatTheGroupDoesNotHave() {
        var stranger = MemberId.of(9);

        assertThat(reason(await(1, stranger))).isEqualTo(new ChangeRefusal.UnknownMember(stranger));
    }

    @Test
    void endsWithTheLeadershipOfThisMember() {
        var caughtUp = awaitALearnerThatLags();

        var transferred = group.node(1).membership().transferLeadership();
        group.run();

        assertThat(transferred).isCompleted();
        assertThat(group.leaderBesides(1)).isNotZero();
        assertThat(reason(caughtUp)).isEqualTo(new ChangeRefusal.LeadershipLost());
        assertThat(caughtUp.exceptionNow()).hasMessageContaining("how far member 4 is");
    }

    @Test
    void endsWithTheRemovalOfTheFollower() {
        var caughtUp = awaitALearnerThatLags();

        var removed =
                group.node(1)
                        .membership()
                        .change(
                                new MembershipChange.RemoveLearners(
                                        new TreeSet<>(List.of(LEARNER))));
        group.run();

        assertThat(removed).isCompleted();
        assertThat(reason(caughtUp)).isEqualTo(new ChangeRefusal.UnknownMember(LEARNER));
    }

    @Test
    void endsInVainWhenTheFollowerStaysAway() {
        var caughtUp = awaitALearnerThatLags();

        group.pass(LocalGroup.LONG.toNanos());

        assertThat(caughtUp.exceptionNow())
                .isInstanceOf(RaftException.TimedOut.class)
                .hasMessageContaining("member 4 to lag behind by at most 0 entries");
    }
}
