package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.at;
import static io.balsa.raft.core.Groups.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MembershipChange.AddLearners;
import io.balsa.raft.core.MembershipChange.AddVoters;
import io.balsa.raft.core.MembershipChange.Batch;
import io.balsa.raft.core.MembershipChange.Promote;
import io.balsa.raft.core.MembershipChange.RemoveLearners;
import io.balsa.raft.core.MembershipChange.RemoveVoters;
import io.balsa.raft.core.MembershipChange.ReplaceVoters;
import io.balsa.raft.core.MembershipChange.SetAddress;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What each change makes of a membership, and which changes make no sense.
class MembershipChangeTest {
    private static final SortedSet<MemberId> NOBODY = new TreeSet<>();

    /// Voters 1 to 3, learners 4 and 5, of whom 5 is to become a voter; 9 was removed.
    static final Membership CURRENT =
            new Membership(List.of(ids(1, 2, 3)), ids(4, 5), at(1, 2, 3, 4, 5), ids(5), ids(9));

    private static SortedMap<MemberId, String> elsewhere(long value) {
        return new TreeMap<>(Map.of(MemberId.of(value), "elsewhere"));
    }

    private static Membership reached(MembershipChange change) {
        var outcome = change.appliedTo(CURRENT);
        assertThat(outcome).isInstanceOf(MembershipChange.Target.class);
        return ((MembershipChange.Target) outcome).membership();
    }

    private static ChangeRefusal refused(MembershipChange change) {
        var outcome = change.appliedTo(CURRENT);
        assertThat(outcome).isInstanceOf(MembershipChange.Impossible.class);
        return ((MembershipChange.Impossible) outcome).reason();
    }

    private static ChangeRefusal unknown(long member) {
        return new ChangeRefusal.UnknownMember(MemberId.of(member));
    }

    @Nested
    class Learners {
        @Test
        void areAddedWithTheirAddresses() {
            assertThat(reached(new AddLearners(at(6), false)))
                    .isEqualTo(
                            new Membership(
                                    CURRENT.voterSets(),
                                    ids(4, 5, 6),
                                    at(1, 2, 3, 4, 5, 6),
                                    ids(5),
                                    ids(9)));
        }

        @Test
        void areMarkedWhenTheyAreToBecomeVoters() {
            assertThat(reached(new AddLearners(at(4, 6), true)).promotable())
                    .isEqualTo(ids(4, 5, 6));
        }

        @Test
        void stayLearnersWhenSomebodyThinksBetterOfIt() {
            assertThat(reached(new AddLearners(at(5), false)).promotable()).isEmpty();
        }

        @Test
        void areNoVotersYet() {
            assertThat(refused(new AddLearners(at(2), false)))
                    .isEqualTo(new ChangeRefusal.MemberExists(MemberId.of(2)));
        }

        @Test
        void areKnownAtOneAddressOnly() {
            assertThat(refused(new AddLearners(elsewhere(4), false)))
                    .isEqualTo(new ChangeRefusal.MemberExists(MemberId.of(4)));
        }

        @Test
        void neverHaveAnIdThatWasUsedBefore() {
            assertThat(refused(new AddLearners(at(9), false)))
                    .isEqualTo(new ChangeRefusal.ReusedId(MemberId.of(9)));
        }

        @Test
        void areRemovedForGood() {
            assertThat(reached(new RemoveLearners(ids(5))))
                    .isEqualTo(
                            new Membership(
                                    CURRENT.voterSets(),
                                    ids(4),
                                    at(1, 2, 3, 4),
                                    NOBODY,
                                    ids(5, 9)));
        }

        @Test
        void areNotRemovedWhenTheyAreVotersOrUnknown() {
            assertThat(refused(new RemoveLearners(ids(4, 2)))).isEqualTo(unknown(2));
            assertThat(refused(new RemoveLearners(ids(7)))).isEqualTo(unknown(7));
        }
    }

    @Nested
    class Voters {
        @Test
        void areAddedAtOnceOrFromAmongTheLearners() {
            assertThat(reached(new AddVoters(at(5, 6))))
                    .isEqualTo(
                            new Membership(
                                    List.of(ids(1, 2, 3, 5, 6)),
                                    ids(4),
                                    at(1, 2, 3, 4, 5, 6),
                                    NOBODY,
                                    ids(9)));
        }

        @Test
        void areKnownAtOneAddressOnly() {
            assertThat(refused(new AddVoters(elsewhere(3))))
                    .isEqualTo(new ChangeRefusal.MemberExists(MemberId.of(3)));
        }

        @Test
        void neverHaveAnIdThatWasUsedBefore() {
            assertThat(refused(new AddVoters(at(6, 9))))
                    .isEqualTo(new ChangeRefusal.ReusedId(MemberId.of(9)));
        }

        @Test
        void arePromotedFromLearners() {
            assertThat(reached(new Promote(ids(4, 5))))
                    .isEqualTo(
                            new Membership(
                                    List.of(ids(1, 2, 3, 4, 5)),
                                    NOBODY,
                                    at(1, 2, 3, 4, 5),
                                    NOBODY,
                                    ids(9)));
        }

        @Test
        void areNotPromotedFromStrangers() {
            assertThat(refused(new Promote(ids(4, 6)))).isEqualTo(unknown(6));
        }

        @Test
        void areRemovedForGood() {
            assertThat(reached(new RemoveVoters(ids(1, 2), false)))
                    .isEqualTo(
                            new Membership(
                                    List.of(ids(3)), ids(4, 5), at(3, 4, 5), ids(5), ids(1, 2, 9)));
        }

        @Test
        void mayStayAsLearners() {
            assertThat(reached(new RemoveVoters(ids(1), true)))
                    .isEqualTo(
                            new Membership(
                                    List.of(ids(2, 3)),
                                    ids(1, 4, 5),
                                    at(1, 2, 3, 4, 5),
                                    ids(5),
                                    ids(9)));
        }

        @Test
        void areNotRemovedWhenTheyAreLearnersOrUnknown() {
            assertThat(refused(new RemoveVoters(ids(4), false))).isEqualTo(unknown(4));
            assertThat(refused(new RemoveVoters(ids(7), true))).isEqualTo(unknown(7));
            assertThat(refused(new RemoveVoters(ids(9), true))).isEqualTo(unknown(9));
        }

        @Test
        void areNeverRemovedAll() {
            assertThat(refused(new RemoveVoters(ids(1, 2, 3), true)))
                    .isEqualTo(new ChangeRefusal.EmptyMembership());
            assertThat(refused(new ReplaceVoters(new TreeMap<>(), false)))
                    .isEqualTo(new ChangeRefusal.EmptyMembership());
        }

        @Test
        void areReplacedByAnyOthers() {
            assertThat(reached(new ReplaceVoters(at(3, 4, 6), false)))
                    .isEqualTo(
                            new Membership(
                                    List.of(ids(3, 4, 6)),
                                    ids(5),
                                    at(3, 4, 5, 6),
                                    ids(5),
                                    ids(1, 2, 9)));
        }

        @Test
        void mayStayAsLearnersWhenTheyAreReplaced() {
            var reached = reached(new ReplaceVoters(at(6), true));

            assertThat(reached.voterSets()).containsExactly(ids(6));
            assertThat(reached.learners()).isEqualTo(ids(1, 2, 3, 4, 5));
            assertThat(reached.retired()).isEqualTo(ids(9));
        }

        @Test
        void keepTheirAddressWhenOthersAreReplaced() {
            assertThat(reached(new ReplaceVoters(elsewhere(3), false)).addresses())
                    .isEqualTo(at(3, 4, 5));
        }

        @Test
        void areNotReplacedByFormerMembers() {
            assertThat(refused(new ReplaceVoters(at(1, 9), false)))
                    .isEqualTo(new ChangeRefusal.ReusedId(MemberId.of(9)));
        }
    }

    @Nested
    class AnyMember {
        @Test
        void mayMove() {
            var reached = reached(new SetAddress(MemberId.of(4), "elsewhere"));

            assertThat(reached.addresses()).containsEntry(MemberId.of(4), "elsewhere");
            assertThat(reached.voterSets()).isEqualTo(CURRENT.voterSets());
        }

        @Test
        void isKnownBeforeItMoves() {
            assertThat(refused(new SetAddress(MemberId.of(9), "elsewhere"))).isEqualTo(unknown(9));
        }
    }

    @Nested
    class SeveralChanges {
        @Test
        void areOneInTheirOrder() {
            var replaced =
                    new Batch(
                            List.of(
                                    new RemoveVoters(ids(1, 2, 3), false),
                                    new RemoveLearners(ids(4)),
                                    new AddVoters(at(5, 6))));

            assertThat(reached(replaced))
                    .isEqualTo(
                            new Membership(
                                    List.of(ids(5, 6)),
                                    NOBODY,
                                    at(5, 6),
                                    NOBODY,
                                    ids(1, 2, 3, 4, 9)));
        }

        @Test
        void doNotReuseAnIdAmongThemEither() {
            var again =
                    new Batch(
                            List.of(new RemoveVoters(ids(1), false), new AddLearners(at(1), true)));

            assertThat(refused(again)).isEqualTo(new ChangeRefusal.ReusedId(MemberId.of(1)));
        }

        @Test
        void areRefusedTogether() {
            var half = new Batch(List.of(new Promote(ids(4)), new Promote(ids(8))));

            assertThat(refused(half)).isEqualTo(unknown(8));
        }
    }

    /// Whoever asks again because the answer was lost gets what was wanted.
    @Test
    void whatHoldsAlreadyChangesNothing() {
        var wishes =
                List.of(
                        new AddLearners(at(5), true),
                        new AddVoters(at(1)),
                        new Promote(ids(2)),
                        new RemoveVoters(ids(9), false),
                        new RemoveVoters(ids(4), true),
                        new RemoveLearners(ids(9)),
                        new ReplaceVoters(at(1, 2, 3), false),
                        new SetAddress(MemberId.of(2), "m2"),
                        new Batch(List.of()));

        assertThat(wishes).allSatisfy(wish -> assertThat(reached(wish)).isSameAs(CURRENT));
    }
}
