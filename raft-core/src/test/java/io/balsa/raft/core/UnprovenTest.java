package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;
import static io.balsa.raft.core.LoneMember.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.AppendEntries;
import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Conflict;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.HeartbeatAnswer;
import io.balsa.raft.core.Message.PreVote;
import io.balsa.raft.core.Message.Proven;
import io.balsa.raft.core.Message.RequestVote;
import io.balsa.raft.core.Message.Vote;

import org.junit.jupiter.api.Test;

import java.util.List;

/// A member that holds nothing may be new, or may have lost its disk: its word counts for no
/// majority until a leader that a quorum follows has brought it all that is committed.
class UnprovenTest {
    /// A leader of term 2 whose followers hold its log of two entries.
    private static LoneMember leader() {
        var leader = LoneMember.leading(2, 1);
        leader.hear(TWO, new Appended(2, 2, leader.now()));
        leader.hear(THREE, new Appended(2, 2, leader.now()));
        leader.forget();
        return leader;
    }

    /// It may be new, and it may have lost its disk.
    @Test
    void saysWithItsVoteThatItHoldsNothing() {
        var member = new LoneMember(Ballot.NONE);

        member.hear(TWO, new RequestVote(2, new EntryId(2, 5), false));
        member.pass(100 * TIMING.electionMaxNanos());
        member.hear(TWO, new RequestVote(3, new EntryId(2, 5), false));

        assertThat(member.sentTo(TWO))
                .contains(
                        new Vote(2, true, true, EntryId.NONE),
                        new Vote(3, true, true, EntryId.NONE));
    }

    @Test
    void isProvenInThisRunAloneAndByTheLeaderOfThisTerm() {
        var member = new LoneMember(Ballot.NONE);
        member.hear(TWO, new AppendEntries(5, slice(EntryId.NONE, 1, 2, 5), 2, 1));
        var number = member.sent(TWO, Appended.class).doubt();

        member.hear(TWO, new Proven(5, number + 1));
        member.hear(TWO, new Proven(4, number));
        member.hear(TWO, new Heartbeat(5, 2, 2));
        assertThat(member.sent(TWO, HeartbeatAnswer.class).doubt()).isEqualTo(number);

        member.hear(TWO, new Proven(5, number));
        member.hear(TWO, new Heartbeat(5, 2, 3));
        assertThat(member.sent(TWO, HeartbeatAnswer.class).doubt()).isEqualTo(Message.NO_DOUBT);
    }

    @Test
    void doesNotCountVotesOfUnprovenMembersTowardsAMajority() {
        var candidate = new LoneMember(new Ballot(1, null), 1);
        candidate.campaign();
        candidate.hear(TWO, new PreVote(2, true, true, EntryId.NONE));
        assertThat(candidate.raft().role()).isEqualTo(new Role.PreCandidate());

        candidate.hear(THREE, new PreVote(2, true, true, EntryId.NONE));
        assertThat(candidate.raft().role()).isEqualTo(new Role.Candidate());
        candidate.hear(TWO, new Vote(2, true, true, EntryId.NONE));
        assertThat(candidate.raft().role()).isEqualTo(new Role.Candidate());

        candidate.hear(THREE, new Vote(2, true, true, EntryId.NONE));
        assertThat(candidate.raft().role()).isEqualTo(new Role.Leader());
    }

    /// It may have led this very term before it forgot, and have committed what it lacks now.
    @Test
    void doesNotCountVotesForWhatItWasBeforeItForgot() {
        var candidate = new LoneMember(new Ballot(2, null, true), 1, 2);
        candidate.step(new Event.ElectionRequested(false));
        var request = candidate.sent(TWO, RequestVote.class);
        assertThat(request.doubt()).isNotEqualTo(Message.NO_DOUBT);

        for (var late : List.of(Message.NO_DOUBT, request.doubt() + 1)) {
            candidate.hear(TWO, new Vote(3, true, false, new EntryId(2, 2), late));
            candidate.hear(THREE, new Vote(3, true, false, new EntryId(2, 2), late));
            assertThat(candidate.raft().role()).isEqualTo(new Role.Candidate());
        }

        candidate.hear(TWO, new Vote(3, true, false, new EntryId(2, 2), request.doubt()));
        candidate.hear(THREE, new Vote(3, true, false, new EntryId(2, 2), request.doubt()));
        assertThat(candidate.raft().role()).isEqualTo(new Role.Leader());
    }

    @Test
    void getsNoSecondVoteInTheTermInWhichItMayHaveForgottenTheFirst() {
        var voter = new LoneMember(new Ballot(2, null), 1, 2);
        var last = new EntryId(2, 2);

        voter.hear(TWO, new RequestVote(3, last, false));
        voter.hear(TWO, new RequestVote(3, last, false));
        voter.hear(TWO, new RequestVote(3, last, false, 77));

        assertThat(voter.sentTo(TWO))
                .containsExactly(
                        new Vote(3, true, false, last),
                        new Vote(3, true, false, last),
                        new Vote(3, false, false, last, 77));
    }

    @Test
    void getsAVoteInATermInWhichItWasGivenToNobody() {
        var voter = new LoneMember(new Ballot(2, null), 1, 2);

        voter.hear(TWO, new RequestVote(3, new EntryId(2, 2), false, 77));

        assertThat(voter.sent(TWO, Vote.class))
                .isEqualTo(new Vote(3, true, false, new EntryId(2, 2), 77));
    }

    /// A leader of old could commit with it what contradicts what it committed with others.
    @Test
    void doesNotCommitWithAnUnprovenMember() {
        var leader = LoneMember.leading(2, 1);
        var entries = leader.sent(TWO, AppendEntries.class);

        leader.hear(TWO, new Appended(2, 2, entries.stamp(), 77));
        assertThat(leader.raft().commitIndex()).isZero();

        leader.hear(THREE, new Appended(2, 2, entries.stamp()));
        assertThat(leader.raft().commitIndex()).isEqualTo(2);
    }

    @Test
    void doesNotTakeTheWordOfAnUnprovenMemberForAQuorum() {
        var leader = leader();
        leader.step(new Event.ReadRequested(1, false));
        var round = leader.sent(TWO, Heartbeat.class);

        leader.hear(TWO, new HeartbeatAnswer(2, 2, round.stamp(), 77));
        assertThat(leader.done(Effect.ReadAt.class)).isEmpty();

        leader.hear(THREE, new HeartbeatAnswer(2, 2, round.stamp()));
        assertThat(leader.done(Effect.ReadAt.class)).hasSize(1);
    }

    /// A conflict says nothing of whether the member holds what it acknowledged.
    @Test
    void doesNotTakeAConflictForTheWordOfAQuorum() {
        var leader = LoneMember.leading(2, 1);
        var probe = leader.sent(TWO, AppendEntries.class);
        leader.hear(THREE, new Appended(2, 2, probe.stamp()));
        leader.step(new Event.ReadRequested(1, false));
        var round = leader.sent(TWO, Heartbeat.class);

        leader.hear(TWO, new Conflict(2, 1, EntryId.NONE, round.stamp()));

        assertThat(leader.done(Effect.ReadAt.class)).isEmpty();
    }

    @Test
    void provesAMemberThatHasAllOnceAQuorumHasConfirmedTheLeaderSince() {
        var leader = leader();
        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now(), 77));
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);

        leader.pass(TIMING.heartbeatNanos());
        var round = leader.sent(THREE, Heartbeat.class);
        leader.hear(THREE, new HeartbeatAnswer(2, 2, round.stamp()));

        assertThat(leader.sent(TWO, Proven.class)).isEqualTo(new Proven(2, 77));
    }

    /// What told it the first time may be lost.
    @Test
    void isToldAgainWithHeartbeatsUntilItAnswersWithoutDoubt() {
        var leader = leader();
        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now(), 77));
        leader.pass(TIMING.heartbeatNanos());
        leader.hear(THREE, new HeartbeatAnswer(2, 2, leader.now() + 50));
        assertThat(leader.sentTo(TWO)).contains(new Proven(2, 77));

        leader.propose(1);
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);
        leader.pass(TIMING.heartbeatNanos());
        assertThat(leader.sentTo(TWO)).contains(new Proven(2, 77));

        leader.hear(TWO, new HeartbeatAnswer(2, 2, leader.now() + 50));
        leader.pass(TIMING.heartbeatNanos());
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);
    }

    /// Entries never wait for a leader's own disk: only the shell's way for messages that need not
    /// wait gives them their payloads.
    @Test
    void sendsEntriesBeforeItsDiskKnowsThatItIsProven() {
        var leader = new LoneMember(new Ballot(1, null, true), 1);
        leader.campaign();
        for (var voter : List.of(TWO, THREE)) {
            leader.hear(voter, new PreVote(2, true, true, EntryId.NONE));
        }
        var doubt = leader.sent(TWO, RequestVote.class).doubt();
        for (var voter : List.of(TWO, THREE)) {
            leader.hear(voter, new Vote(2, true, true, EntryId.NONE, doubt));
        }
        leader.holdDisk();
        leader.hear(TWO, new Appended(2, 2, leader.now(), 77));
        leader.hear(THREE, new Appended(2, 2, leader.now(), 78));
        assertThat(leader.raft().commitIndex()).isEqualTo(2);
        leader.forget();

        leader.propose(1);

        assertThat(leader.sent(TWO, AppendEntries.class).entries().lastIndex()).isEqualTo(3);
        assertThat(leader.done(Effect.Persist.class))
                .allSatisfy(persist -> assertThat(persist.then()).isEmpty());
    }

    @Test
    void isNotProvenBeforeItHoldsTheFirstEntryOfTheLeadersTerm() {
        var leader = LoneMember.leading(2, 1);

        leader.hear(TWO, new Appended(2, 1, leader.now(), 77));
        leader.hear(THREE, new HeartbeatAnswer(2, 1, leader.now() + 50));
        leader.pass(TIMING.heartbeatNanos());
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);

        leader.hear(TWO, new Appended(2, 2, leader.now(), 77));
        assertThat(leader.sentTo(TWO)).contains(new Proven(2, 77));
    }

    @Test
    void isNotProvenBeforeItHoldsAllThatWasCommittedWhenItWasHeardFirst() {
        var leader = leader();
        leader.propose(3);
        leader.hear(THREE, new Appended(2, 5, leader.now()));
        assertThat(leader.raft().commitIndex()).isEqualTo(5);

        leader.hear(TWO, new Appended(2, 4, leader.now(), 77));
        leader.hear(THREE, new HeartbeatAnswer(2, 5, leader.now() + 50));
        leader.pass(TIMING.heartbeatNanos());
        assertThat(leader.sentTo(TWO)).noneMatch(Proven.class::isInstance);

        leader.hear(TWO, new Appended(2, 5, leader.now(), 77));
        assertThat(leader.sentTo(TWO)).contains(new Proven(2, 77));
    }

    @Test
    void isNotAskedAgainForWhatItDeniedBeforeItWasReadmitted() {
        var leader = leader();
        var early = leader.now();
        leader.hear(TWO, new HeartbeatAnswer(2, 0, leader.now()));
        var probe = leader.sent(TWO, AppendEntries.class);
        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, probe.stamp()));
        leader.step(new Event.RevertAllowed(9, TWO, true));
        assertThat(leader.sentTo(TWO)).contains(new Message.Readmit(2));

        leader.hear(TWO, new Conflict(2, 2, EntryId.NONE, early));

        assertThat(leader.sentTo(TWO)).isEmpty();
    }

    @Test
    void isNobodyWhereTheLeaderKnowsNoSuchMember() {
        var leader = leader();

        leader.hear(Groups.FOUR, new Conflict(2, 2, EntryId.NONE, leader.now()));
        leader.hear(Groups.FOUR, new Appended(2, 2, leader.now(), 77));

        assertThat(leader.sentTo(Groups.FOUR)).isEmpty();
    }
}
