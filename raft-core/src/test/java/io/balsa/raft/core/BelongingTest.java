package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.at;
import static io.balsa.raft.core.Groups.voters;
import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What member 1 is, by the effective and the committed membership, until the effective one is
/// committed, too.
class BelongingTest {
    private static final Membership VOTING = voters(SELF, TWO);
    private static final Membership LEARNING =
            new Membership(List.of(ids(TWO)), ids(SELF), at(SELF, TWO));
    private static final Membership GONE =
            new Membership(List.of(ids(TWO)), ids(), at(TWO), new TreeSet<>(), ids(SELF));
    private static final Membership NEVER_THERE = voters(TWO);

    private static Belonging belonging(Membership effective, Membership committed) {
        return Belonging.of(SELF, effective, committed, false);
    }

    private static SortedSet<MemberId> ids(MemberId... members) {
        return Groups.ids(members);
    }

    @Test
    void aVoterOfEitherIsOne() {
        assertThat(belonging(VOTING, NEVER_THERE)).isEqualTo(Belonging.VOTER);
        assertThat(belonging(GONE, VOTING)).isEqualTo(Belonging.VOTER);
        assertThat(belonging(LEARNING, VOTING)).isEqualTo(Belonging.VOTER);
    }

    @Test
    void aLearnerOfEitherIsOne() {
        assertThat(belonging(LEARNING, NEVER_THERE)).isEqualTo(Belonging.LEARNER);
        assertThat(belonging(GONE, LEARNING)).isEqualTo(Belonging.LEARNER);
    }

    @Test
    void whoeverWasRemovedIsNothingElse() {
        assertThat(belonging(GONE, GONE)).isEqualTo(Belonging.REMOVED);
        assertThat(Belonging.of(SELF, VOTING, VOTING, true)).isEqualTo(Belonging.REMOVED);
    }

    @Test
    void whoeverIsInNoneIsAStranger() {
        assertThat(belonging(NEVER_THERE, Membership.NONE)).isEqualTo(Belonging.STRANGER);
        assertThat(belonging(Membership.NONE, Membership.NONE)).isEqualTo(Belonging.STRANGER);
    }
}
