package io.balsa.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Credit;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.LogState;
import io.balsa.raft.node.RaftState;
import io.balsa.server.store.RequestFailure.Kind;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.TreeMap;

class OutsideTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final LogState LOG =
            new LogState(EntryId.NONE, EntryId.NONE, 0, 0, 0, EntryId.NONE);

    private final RequestFailure noLeader = new RequestFailure(Kind.NO_LEADER, "none", false);
    private final RequestFailure timedOut = new RequestFailure(Kind.TIMED_OUT, "late", true);

    @Test
    void aStrangerSaysHowItComesIntoAGroup() {
        assertThat(Outside.explain(noLeader, Belonging.STRANGER))
                .hasMessageContaining("belongs to no group yet: found one");
    }

    @Test
    void aRemovedMemberSendsItsClientsToTheOthersAndStillSaysWhatMayHaveHappened() {
        var explained = Outside.explain(timedOut, Belonging.REMOVED);

        assertThat(explained).hasMessageContaining("was removed from its group: ask another");
        assertThat(explained.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(explained.mayHaveHappened()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTER", "LEARNER"})
    void thoseWhoBelongToAGroupSayWhatTheySaid(Belonging belonging) {
        assertThat(Outside.explain(timedOut, belonging)).isSameAs(timedOut);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NO_LEADER", "TIMED_OUT"},
            mode = EnumSource.Mode.EXCLUDE)
    void otherFailuresHaveOtherReasons(Kind kind) {
        var failure = new RequestFailure(kind, "so", false);

        assertThat(Outside.explain(failure, Belonging.STRANGER)).isSameAs(failure);
    }

    @Test
    void aStrangerThatHearsALeaderOrKnowsAGroupIsOnItsWayIntoOne() {
        var group = Membership.ofVoters(new TreeMap<>(Map.of(ONE, "a:1")));

        assertThat(obstacle(Belonging.STRANGER, null, Membership.NONE))
                .contains("belongs to no group yet");
        assertThat(obstacle(Belonging.STRANGER, ONE, Membership.NONE)).isNull();
        assertThat(obstacle(Belonging.STRANGER, null, group)).isNull();
        assertThat(obstacle(Belonging.LEARNER, null, group)).isNull();
        assertThat(obstacle(Belonging.VOTER, null, group)).isNull();
    }

    @Test
    void aRemovedMemberServesOnOnlyWhileItLeads() {
        assertThat(obstacle(Belonging.REMOVED, ONE, Membership.NONE)).contains("was removed");
        assertThat(
                        Outside.obstacle(
                                state(Belonging.REMOVED, new Role.Leader(), ONE, Membership.NONE)))
                .isNull();
    }

    private static @Nullable String obstacle(
            Belonging belonging, @Nullable MemberId leader, Membership known) {
        return Outside.obstacle(state(belonging, new Role.Follower(leader), leader, known));
    }

    private static RaftState state(
            Belonging belonging, Role role, @Nullable MemberId leader, Membership known) {
        var entry = new MembershipEntry(EntryId.NONE, known);
        return new RaftState(
                MemberId.of(2),
                belonging,
                Credit.PROVEN,
                role,
                1,
                leader,
                LOG,
                entry,
                entry,
                new TreeMap<>(),
                Long.MAX_VALUE);
    }
}
