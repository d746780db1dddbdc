package io.balsa.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Belonging;
import io.balsa.server.store.RequestFailure.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutsideTest {
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
}
