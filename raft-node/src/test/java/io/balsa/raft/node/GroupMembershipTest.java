package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.core.Role;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

class GroupMembershipTest {
    private static final MemberId NEW = MemberId.of(4);

    @AutoClose private final LocalGroup group = LocalGroup.of(3);

    @Test
    void beginsAGroupOnceAndSaysWhyNotTwice() {
        try (var strangers = LocalGroup.of(0)) {
            var node = strangers.start(1, null, new ThreadRuntime("member-1"));
            var one = LocalGroup.voters(1);

            assertThat(node.state().belonging()).isEqualTo(Belonging.STRANGER);
            var begun = node.membership().found(one).join();
            assertThat(begun.membership()).isEqualTo(one);
            assertThat(begun.log().durableIndex()).isPositive();
            node.await().role(Role.Leader.class, LocalGroup.LONG).join();

            assertThat(reason(node.membership().found(one)))
                    .isEqualTo(new ChangeRefusal.GroupExists(new EntryId(1, 1)));
        }
    }

    @Test
    void beginsNoGroupOfOthers() {
        try (var strangers = LocalGroup.of(0)) {
            var node = strangers.start(2, null, new ThreadRuntime("member-2"));

            assertThat(reason(node.membership().found(LocalGroup.voters(1))))
                    .isEqualTo(new ChangeRefusal.NotAFounder(MemberId.of(2)));
            assertThat(node.state().belonging()).isEqualTo(Belonging.STRANGER);
            node.close();
            assertThat(node.membership().found(LocalGroup.voters(2)).exceptionNow())
                    .isInstanceOf(RaftException.Stopped.class);
        }
    }

    @Test
    void addsALearnerWaitsForItAndMakesItAVoter() {
        var leader = group.leader();
        for (var i = 0; i < 100; i++) {
            leader.propose(UTF_8.encode("x")).join();
        }
        var learner = group.start(4, null, new ThreadRuntime("member-4"));
        var added = leader.membership().addLearner(NEW, "in process too", false).join();
        assertThat(added.membership().learners()).containsExactly(NEW);

        var steps = new ArrayList<CatchUp>();
        leader.membership().awaitCaughtUp(NEW, 0, LocalGroup.LONG, steps::add).join();
        assertThat(steps.getLast().lagEntries()).isZero();
        assertThat(steps.getLast().matchedIndex()).isGreaterThan(100);
        learner.await() // It says what it holds before it shows that.
                .until("a learner", at -> at.belonging() == Belonging.LEARNER, LocalGroup.LONG)
                .join();

        var promoted =
                leader.membership()
                        .change(new MembershipChange.Promote(members(4)), added.id())
                        .join();
        assertThat(promoted.membership().voters()).isEqualTo(members(1, 2, 3, 4));
        for (var id = 1; id <= 4; id++) {
            group.node(id).await().voters(members(1, 2, 3, 4), LocalGroup.LONG).join();
            assertThat(group.network().introducedTo(MemberId.of(id)))
                    .containsEntry(NEW, "in process too");
        }
        assertThat(learner.state().belonging()).isEqualTo(Belonging.VOTER);
        assertThat(learner.state().effective()).isEqualTo(promoted);
    }

    @Test
    void makesAVoterOfALearnerByItselfWhenAskedTo() {
        var leader = group.leader();
        group.start(4, null, new ThreadRuntime("member-4"));
        leader.membership().addLearner(NEW, "in process too", true).join();

        assertThat(leader.await().voters(members(1, 2, 3, 4), LocalGroup.LONG))
                .succeedsWithin(LocalGroup.LONG);
    }

    @Test
    void tellsAMemberThatItWasRemoved() {
        var removed = group.follower();
        var id = removed.state().member();
        group.leader()
                .membership()
                .change(new MembershipChange.RemoveVoters(new TreeSet<>(List.of(id)), false))
                .join();

        var state =
                removed.await()
                        .until(
                                "its removal",
                                seen -> seen.belonging() == Belonging.REMOVED,
                                LocalGroup.LONG)
                        .join();
        assertThat(state.role()).isInstanceOf(Role.Follower.class);
    }

    @Test
    void refusesAChangeThatIsMeantForAnotherMembership() {
        var add =
                new MembershipChange.AddLearners(
                        LocalGroup.voters(5).addresses().tailMap(NEW), false);
        var refused = group.leader().membership().change(add, new EntryId(1, 99));

        assertThat(reason(refused)).isEqualTo(new ChangeRefusal.MovedOn(new EntryId(1, 1)));
        assertThat(refused.exceptionNow()).hasMessageContaining("that of entry 1/1 now");
    }

    @Test
    void namesTheLeaderAndItsAddressToWhoeverAsksAnotherMember() {
        var leader = group.leader().state().member();
        var follower = group.follower();
        var changed = follower.membership().addLearner(NEW, "in process too", false);
        var transferred = follower.membership().transferLeadership();

        for (var refused : List.of(changed, transferred)) {
            assertThat(reason(refused)).isEqualTo(new ChangeRefusal.NotLeader(leader));
            assertThat(refused.exceptionNow())
                    .hasMessageContaining("ask member " + leader + " at in process");
        }
    }

    @Test
    void namesTheCauseOfEveryOtherRefusal() {
        var membership = group.leader().membership();
        group.leader().membership().addLearner(NEW, "in process too", false).join();

        assertThat(
                        reason(
                                membership.change(
                                        new MembershipChange.RemoveVoters(
                                                members(1, 2, 3), false))))
                .isEqualTo(new ChangeRefusal.EmptyMembership());
        assertThat(reason(membership.change(new MembershipChange.Promote(members(7)))))
                .isEqualTo(new ChangeRefusal.UnknownMember(MemberId.of(7)));
        membership.change(new MembershipChange.RemoveLearners(members(4))).join();
        assertThat(reason(membership.addLearner(NEW, "somewhere", false)))
                .isEqualTo(new ChangeRefusal.ReusedId(NEW));
        assertThat(reason(membership.transferLeadership(MemberId.of(9))))
                .isEqualTo(new ChangeRefusal.NotAVoter(MemberId.of(9)));
    }

    @Test
    void handsLeadershipOverToWhoIsNamed() {
        var leader = group.leader();
        var next = group.follower();
        leader.membership().transferLeadership(next.state().member()).join();

        assertThat(leader.state().role()).isNotInstanceOf(Role.Leader.class);
        next.await().role(Role.Leader.class, LocalGroup.LONG).join();
    }

    @Test
    void letsAnotherLeadBeforeItEnds() {
        var leader = group.leader();
        var id = leader.state().member();
        var term = leader.state().term();
        leader.shutdown(LocalGroup.LONG).join();

        var next =
                group.follower(id)
                        .await()
                        .until(
                                "the next leader",
                                state -> state.leader() != null && !state.leader().equals(id),
                                LocalGroup.LONG)
                        .join();
        assertThat(next.term()).isEqualTo(term + 1);
        assertThat(leader.termination()).isCompleted();
    }

    @Test
    void waitsForATransferThatIsUnderWayBeforeItEnds() {
        try (var leased = new LeasedGroup(3, 4)) {
            leased.cut(2);
            var transfer = leased.node(1).membership().transferLeadership(MemberId.of(2));
            var end = leased.node(1).shutdown(LocalGroup.LONG);
            leased.run();
            assertThat(transfer).isNotDone();
            assertThat(end).isNotDone();

            leased.mend(2);
            leased.pass(10 * LeasedGroup.TIMING.heartbeatNanos());

            assertThat(transfer).isCompleted();
            assertThat(end).isCompleted();
            assertThat(leased.leaderBesides(1)).isEqualTo(2);
        }
    }

    @Test
    void endsAtOnceWhenNobodyElseCanLead() {
        var runtime = new ManualRuntime();
        try (var alone = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            runtime.pass(LocalGroup.LONG.toNanos());
            assertThat(alone.node(1).state().role()).isInstanceOf(Role.Leader.class);

            var end = alone.node(1).shutdown(LocalGroup.LONG);
            runtime.run();

            assertThat(end).isCompleted();
        }
    }

    @Test
    void endsAllTheSameWhenNobodyTakesOver() {
        var leader = group.leader();
        group.network().cut(leader.state().member());

        assertThat(leader.shutdown(Duration.ofMillis(10))).succeedsWithin(LocalGroup.LONG);
    }

    @Test
    void campaignsWhenTold() {
        var term = group.leader().state().term();
        var other = group.follower();
        other.trigger().elect(false);

        assertThat(other.await().until("a new term", state -> state.term() > term, LocalGroup.LONG))
                .succeedsWithin(LocalGroup.LONG);
    }

    private static SortedSet<MemberId> members(long... ids) {
        var members = new TreeSet<MemberId>();
        for (var id : ids) {
            members.add(MemberId.of(id));
        }
        return members;
    }

    private static ChangeRefusal reason(CompletableFuture<?> refused) {
        assertThat(refused).failsWithin(LocalGroup.LONG);
        return Stream.of(refused.exceptionNow())
                .map(RaftException.ChangeRefused.class::cast)
                .map(RaftException.ChangeRefused::reason)
                .findFirst()
                .orElseThrow();
    }
}
