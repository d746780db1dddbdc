package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Conflict;
import io.balsa.raft.core.Message.Heartbeat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// One test per sentence of Figure 2, §5.3, §5.4.2 and §8 of the Raft paper (extended version) that
/// Balsa follows to the letter: followers and leaders.
class PaperReplicationTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    @Nested
    class Followers {
        @Test
        void section53_refusesEntriesWhosePreviousEntryItLacks() {
            var member = new LoneMember(new Ballot(2, null), 1);

            member.hear(TWO, new AppendEntries(2, slice(new EntryId(2, 5), 2), 0, 3));

            assertThat(member.sentTo(TWO)).containsExactly(new Conflict(2, 5, FIRST, 3));
        }

        @Test
        void section53_refusesEntriesWhosePreviousEntryHasAnotherTerm() {
            var member = new LoneMember(new Ballot(3, null), 1, 2, 2);

            member.hear(TWO, new AppendEntries(3, slice(new EntryId(3, 3), 3), 0, 3));

            assertThat(member.sentTo(TWO))
                    .containsExactly(new Conflict(3, 3, new EntryId(2, 3), 3));
            assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(2, 3));
        }

        @Test
        void figure2_deletesAConflictingEntryAndAllThatFollowIt() {
            var member = new LoneMember(new Ballot(3, null), 1, 2, 2, 2);

            member.hear(TWO, new AppendEntries(3, slice(new EntryId(2, 2), 3), 0, 3));

            assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(3, 3));
            assertThat(member.sentTo(TWO)).containsExactly(new Appended(3, 3, 3));
        }

        @Test
        void figure2_keepsWhatItHasWhenAnOldMessageArrivesLate() {
            var member = new LoneMember(new Ballot(2, null), 1, 2, 2, 2);

            member.hear(TWO, new AppendEntries(2, slice(FIRST, 2), 0, 3));

            assertThat(member.raft().lastEntry()).isEqualTo(new EntryId(2, 4));
            assertThat(member.done(Effect.Persist.class)).isEmpty();
        }

        @Test
        void figure2_answersOnceTheEntriesAreOnDisk() {
            var member = new LoneMember(new Ballot(2, null), 1);
            member.holdDisk();

            member.hear(TWO, new AppendEntries(2, slice(FIRST, 2), 0, 3));

            assertThat(member.sentTo(TWO)).isEmpty();
            assertThat(member.done(Effect.Persist.class).getLast().then())
                    .containsExactly(new Effect.Send(TWO, new Appended(2, 2, 3)));
        }

        /// Its leader may have asked for the vote again while it sent the entries.
        @Test
        void figure2_answersForEntriesAlsoWhenItVotesForTheirLeaderInTheSameTurn() {
            var member = new LoneMember(new Ballot(2, null), 1);

            member.raft()
                    .step(
                            member.now(),
                            new Event.Received(TWO, new AppendEntries(2, slice(FIRST, 2), 0, 3)));
            member.hear(TWO, new Message.RequestVote(2, new EntryId(2, 2), false));

            assertThat(member.sentTo(TWO)).contains(new Appended(2, 2, 3));
        }

        /// A group's loop takes in all that has queued up before it carries anything out.
        @Test
        void figure2_answersNoMoreForEntriesThatTheNextLeaderDropsInTheSameTurn() {
            var member = new LoneMember(new Ballot(2, null), 1, 2, 2);
            member.hear(TWO, new AppendEntries(2, slice(new EntryId(2, 3)), 0, 3));
            member.forget();

            member.raft().step(member.now(), new Event.Received(TWO, new Heartbeat(2, 0, 4)));
            member.hear(THREE, new AppendEntries(3, slice(FIRST, 3), 0, 5));

            assertThat(member.sentTo(TWO)).isEmpty();
            assertThat(member.sentTo(THREE)).containsExactly(new Appended(3, 2, 5));
        }

        @Test
        void figure2_commitsNoFurtherThanTheLastNewEntry() {
            var member = new LoneMember(new Ballot(2, null), 1, 1, 1);

            member.hear(TWO, new AppendEntries(2, slice(FIRST), 9, 3));

            assertThat(member.raft().commitIndex()).isEqualTo(1);
        }

        @Test
        void section53_takesNoCommitIndexForWhatItHasNotCompared() {
            var member = new LoneMember(new Ballot(2, null), 1, 1, 1);

            member.hear(TWO, new Heartbeat(2, 3, 3));

            assertThat(member.raft().commitIndex()).isZero();
        }

        @Test
        void section54_neverDropsWhatIsCommitted() {
            var member = new LoneMember(new Ballot(2, null), 1);
            member.hear(TWO, new AppendEntries(2, slice(FIRST, 2, 2), 3, 3));

            assertThatThrownBy(
                            () -> member.hear(THREE, new AppendEntries(3, slice(FIRST, 3), 1, 4)))
                    .isInstanceOf(Check.BrokenInvariant.class)
                    .hasMessageContaining("committed entries stay");
        }
    }

    @Nested
    class Leaders {
        @Test
        void section52_sendsHeartbeatsToKeepItsAuthority() {
            var leader = LoneMember.leading(2, 1);
            leader.forget();

            leader.pass(LoneMember.TIMING.heartbeatNanos());

            assertThat(leader.sentTo(TWO)).anyMatch(Heartbeat.class::isInstance);
            assertThat(leader.sentTo(THREE)).anyMatch(Heartbeat.class::isInstance);
        }

        @Test
        void section53_appendsAProposalAndSendsItToAll() {
            var leader = LoneMember.leading(2, 1);
            leader.hear(TWO, new Appended(2, 2, 0));
            leader.hear(THREE, new Appended(2, 2, 0));
            leader.forget();

            leader.propose(1);

            assertThat(leader.done(Effect.Accept.class))
                    .containsExactly(new Effect.Accept(7, new EntryId(2, 3)));
            assertThat(leader.sent(TWO, AppendEntries.class).entries())
                    .isEqualTo(slice(new EntryId(2, 2), 2));
            assertThat(leader.sent(THREE, AppendEntries.class).entries())
                    .isEqualTo(slice(new EntryId(2, 2), 2));
        }

        @Test
        void section53_neverOverwritesItsOwnLog() {
            var leader = LoneMember.leading(2, 1, 1);

            assertThatThrownBy(() -> leader.hear(TWO, new AppendEntries(2, slice(FIRST, 2), 0, 3)))
                    .hasMessageContaining("one leader per term");
        }

        @Test
        void section53_goesBackWhenAFollowerDisagreesAndTriesAgain() {
            var leader = LoneMember.leading(4, 1, 2, 3);
            assertThat(leader.sent(TWO, AppendEntries.class).entries().previous())
                    .isEqualTo(new EntryId(3, 3));

            leader.hear(TWO, new Conflict(4, 3, new EntryId(1, 1), 0));

            assertThat(leader.sent(TWO, AppendEntries.class).entries())
                    .isEqualTo(slice(FIRST, 2, 3, 4));
        }

        @Test
        void section53_commitsWhatAMajorityHolds() {
            var leader = LoneMember.leading(2, 1);
            leader.propose(2);

            leader.hear(THREE, new Appended(2, 4, 0));

            assertThat(leader.raft().commitIndex()).isEqualTo(4);
        }

        @Test
        void section53_doesNotCommitWhatOnlyItHolds() {
            var leader = LoneMember.leading(2, 1);

            leader.propose(2);

            assertThat(leader.raft().commitIndex()).isZero();
        }

        @Test
        void section542_doesNotCommitEntriesOfEarlierTermsByCounting() {
            var leader = LoneMember.leading(4, 1, 2, 2);

            leader.hear(TWO, new Appended(4, 3, 0));
            assertThat(leader.raft().commitIndex()).isZero();

            leader.hear(TWO, new Appended(4, 4, 0));
            assertThat(leader.raft().commitIndex()).isEqualTo(4);
        }

        @Test
        void section542_ignoresAnswersOfEarlierTerms() {
            var leader = LoneMember.leading(4, 1);

            leader.hear(TWO, new Appended(3, 2, 0));

            assertThat(leader.raft().commitIndex()).isZero();
        }

        @Test
        void section8_beginsItsTermWithABlankEntry() {
            var leader = LoneMember.leading(2, 1);

            assertThat(leader.done(Effect.Blank.class))
                    .containsExactly(new Effect.Blank(new EntryId(2, 2)));
        }
    }
}
