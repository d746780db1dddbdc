package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.FIVE;
import static io.balsa.raft.core.Groups.FOUR;
import static io.balsa.raft.core.Groups.answer;
import static io.balsa.raft.core.Groups.at;
import static io.balsa.raft.core.Groups.change;
import static io.balsa.raft.core.Groups.ids;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MembershipChange.AddVoters;
import io.balsa.raft.core.MembershipChange.RemoveLearners;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.SortedSet;

/// A change that waits for a learner to catch up ends when the learner is removed, and only then: a
/// removal that is refused leaves it alone.
class CancelledChangeTest {
    private static final EntryId LEARNED = new EntryId(2, 3);

    /// A leader that waits for member 4 to catch up, and then makes it a voter: change 8.
    private static LoneMember waiting() {
        var leader = Groups.leader();
        change(leader, new AddVoters(at(FOUR)));
        leader.hear(TWO, new Message.Appended(2, 3, leader.now() + 50));
        leader.forget();
        return leader;
    }

    private static void remove(
            LoneMember leader, SortedSet<MemberId> learners, @Nullable EntryId expected) {
        var what = new RemoveLearners(learners);
        leader.step(new Event.MembershipChangeRequested(9, what, expected));
    }

    private static Effect.RefuseChange refused(long change, ChangeRefusal reason) {
        return new Effect.RefuseChange(change, reason);
    }

    private static void assertThatTheChangeGoesOn(LoneMember leader) {
        assertThat(leader.raft().membership().learners()).isEqualTo(ids(FOUR));
        answer(leader, FOUR, 3);
        assertThat(leader.raft().membership().voterSets().getLast()).contains(FOUR);
    }

    @Test
    void endsWithTheRemovalOfItsLearner() {
        var leader = waiting();

        remove(leader, ids(FOUR), LEARNED);

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(refused(8, new ChangeRefusal.CancelledByRemoval(FOUR)));
        assertThat(leader.raft().membership().retired()).containsExactly(FOUR);
    }

    @Test
    void outlivesARemovalThatIsMeantForAnotherMembership() {
        var leader = waiting();

        remove(leader, ids(FOUR), new EntryId(1, 1));

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(refused(9, new ChangeRefusal.MovedOn(LEARNED)));
        assertThatTheChangeGoesOn(leader);
    }

    @Test
    void outlivesARemovalThatMakesNoSense() {
        var leader = waiting();

        remove(leader, ids(FOUR, FIVE), null);

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(refused(9, new ChangeRefusal.UnknownMember(FIVE)));
        assertThatTheChangeGoesOn(leader);
    }

    @Test
    void outlivesARemovalWhileLeadershipIsHandedOver() {
        var leader = waiting();
        leader.step(new Event.TransferRequested(6, TWO));

        remove(leader, ids(FOUR), null);

        assertThat(leader.done(Effect.RefuseChange.class))
                .containsExactly(refused(9, new ChangeRefusal.Transferring(TWO)));
        assertThat(leader.raft().membership().learners()).isEqualTo(ids(FOUR));
    }
}
