package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.Credit;
import io.balsa.raft.core.FollowerProgress.Phase;
import io.balsa.raft.core.MemberId;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Members whose logs are in memory, so that one that ends has lost its disk.
class LostDiskTest {
    @AutoClose private final LocalGroup group = LocalGroup.of(3);

    @Test
    void leavesAMemberThatLostItsDiskOutUntilSomebodyAllowsItToComeBack() {
        var leader = group.leader();
        var last = leader.propose(UTF_8.encode("x")).join().id().index();
        var lost = group.follower(leader.state().member());
        var id = lost.state().member();
        lost.await().applied(last, LocalGroup.LONG).join();
        leader.await()
                .until(
                        "acknowledged by the follower",
                        state -> matched(state, id) >= last,
                        LocalGroup.LONG)
                .join();

        lost.close();
        var blank = group.start(id.value(), null, new ThreadRuntime("blank"));
        leader.await()
                .until(
                        "isolated follower",
                        state -> progressOf(state, id).progress().phase() == Phase.ISOLATED,
                        LocalGroup.LONG)
                .join();
        blank.await()
                .until("isolated", state -> state.credit() == Credit.ISOLATED, LocalGroup.LONG)
                .join();
        assertThat(blank.state().lastEntry().index()).isZero();
        assertThat(leader.state().countsOnAllVoters()).isFalse();
        leader.membership().allowNextRevert(id, true).join();
        blank.await().applied(last, LocalGroup.LONG).join();
        leader.await().until("all count", RaftState::countsOnAllVoters, LocalGroup.LONG).join();
        blank.await()
                .until("proven", state -> state.credit() == Credit.PROVEN, LocalGroup.LONG)
                .join();
    }

    private static long matched(RaftState state, MemberId member) {
        return progressOf(state, member).progress().matchedIndex();
    }

    private static FollowerState progressOf(RaftState state, MemberId member) {
        return requireNonNull(state.followers().get(member));
    }

    @Test
    void refusesAPermissionThatMeansNothing() {
        var leader = group.leader();
        var follower = group.follower(leader.state().member());

        assertRefused(
                follower.membership().allowNextRevert(leader.state().member(), true),
                ChangeRefusal.NotLeader.class);
        assertRefused(
                follower.membership().allowNextRevert(follower.state().member(), true),
                ChangeRefusal.NotLeader.class);
        assertRefused(
                leader.membership().allowNextRevert(MemberId.of(9), true),
                ChangeRefusal.UnknownMember.class);
    }

    @Test
    void takesAnOperatorsWordForItself() {
        group.follower(group.leader().state().member()).membership().vouchForThisMember().join();
    }

    private static void assertRefused(
            CompletableFuture<Void> answer, Class<? extends ChangeRefusal> reason) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RaftException.ChangeRefused.class,
                        refused -> assertThat(refused.reason()).isInstanceOf(reason));
    }
}
