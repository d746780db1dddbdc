package io.balsa.raft.core;

import static io.balsa.raft.core.Groups.leader;
import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.THREE;
import static io.balsa.raft.core.LoneMember.TIMING;
import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.Appended;
import io.balsa.raft.core.Message.Heartbeat;
import io.balsa.raft.core.Message.PreVote;
import io.balsa.raft.core.Message.Vote;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Hints at who should lead, and what members do when they are asked to campaign.
class WhoShouldLeadTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    private static LoneMember withPriority(int priority) {
        var options =
                new RaftOptions(priority, RaftOptions.NO_LEASE, RaftOptions.DEFAULT.retention(), 0);
        var entry = new MembershipEntry(FIRST, Groups.voters(SELF, TWO, THREE));
        var log = new LogSlice(EntryId.NONE, List.of(FIRST), 1, List.of(entry));
        return new LoneMember(options, new PersistedState(new Ballot(1, null), log));
    }

    @Test
    void aMemberOfLessPriorityWaitsLonger() {
        assertThat(withPriority(50).raft().deadline() - withPriority(100).raft().deadline())
                .isEqualTo(TIMING.electionMaxNanos() / 2);
    }

    @Test
    void aMemberOfNoPriorityCampaignsOnlyWhenItIsAskedTo() {
        var member = withPriority(0);

        member.campaign();
        assertThat(member.raft().role()).isEqualTo(new Role.Follower(null));

        member.step(new Event.ElectionRequested(true));
        assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());
        member.campaign();
        assertThat(member.raft().role()).isEqualTo(new Role.Follower(null));
    }

    @Test
    void aMemberThatIsSwitchedOffCampaignsOnlyWhenItIsAskedTo() {
        var member = withPriority(100);
        member.step(new Event.SwitchesSet(new Switches(false, true)));

        member.campaign();
        assertThat(member.raft().role()).isEqualTo(new Role.Follower(null));

        member.step(new Event.ElectionRequested(false));
        assertThat(member.raft().role()).isEqualTo(new Role.Candidate());
    }

    @Test
    void aMemberWithAShorterLogWaitsLongerOnceBeforeItAsksAgain() {
        var member = withPriority(100);
        member.campaign();
        var deadline = member.raft().deadline();

        var term = member.raft().term();
        member.hear(TWO, new PreVote(term, false, false, member.raft().lastEntry()));
        member.hear(TWO, new PreVote(term, true, false, new EntryId(term, 9)));
        assertThat(member.raft().deadline()).isEqualTo(deadline);

        member.campaign();
        var next = member.raft().deadline();
        member.hear(TWO, new PreVote(term, false, false, new EntryId(term, 9)));
        member.hear(THREE, new PreVote(term, false, false, new EntryId(term, 9)));
        assertThat(member.raft().deadline()).isEqualTo(next + TIMING.electionMaxNanos());
    }

    @Test
    void aCandidateWithAShorterLogWaitsLongerOnceBeforeItAsksAgain() {
        var member = withPriority(100);
        member.step(new Event.ElectionRequested(false));
        var deadline = member.raft().deadline();

        var term = member.raft().term();
        member.hear(TWO, new Vote(term, false, false, new EntryId(term, 9)));
        member.hear(THREE, new Vote(term, false, false, new EntryId(term, 9)));

        assertThat(member.raft().deadline()).isEqualTo(deadline + TIMING.electionMaxNanos());
    }

    @Test
    void promisesForAnEarlierTermAreNone() {
        var member = withPriority(100);
        member.campaign();

        var term = member.raft().term();
        member.hear(TWO, new PreVote(term, true, false, EntryId.NONE));
        member.hear(THREE, new PreVote(term, true, false, EntryId.NONE));

        assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());
    }

    @Test
    void aLeaderThatIsAskedToCampaignLeadsOn() {
        var leader = leader();

        leader.step(new Event.ElectionRequested(true));
        leader.step(new Event.ElectionRequested(false));

        assertThat(leader.raft().role()).isEqualTo(new Role.Leader());
        assertThat(leader.raft().term()).isEqualTo(2);
    }

    @Test
    void promisesThatArriveAfterTheElectionChangeNothing() {
        var leader = leader();

        leader.hear(THREE, new PreVote(2, true, false, FIRST));
        leader.hear(THREE, new PreVote(3, true, false, FIRST));
        leader.hear(THREE, new Vote(2, true, false, FIRST));

        assertThat(leader.raft().role()).isEqualTo(new Role.Leader());
        assertThat(leader.raft().term()).isEqualTo(2);
    }

    @Test
    void aLeaderThatIsSwitchedOffIsSilentUntilItIsAsked() {
        var leader = leader();
        leader.step(new Event.SwitchesSet(new Switches(true, false)));
        leader.hear(TWO, new Appended(2, 3, leader.now()));
        leader.hear(THREE, new Appended(2, 3, leader.now()));
        leader.forget();

        leader.pass(TIMING.heartbeatNanos() * 3);
        assertThat(leader.sentTo(TWO)).isEmpty();

        leader.step(new Event.HeartbeatRequested());
        assertThat(leader.sentTo(TWO)).hasOnlyElementsOfType(Heartbeat.class);
        assertThat(leader.raft().deadline()).isGreaterThan(leader.now());
    }

    @Test
    void theLeastPriorityIsEnoughToCampaign() {
        var member = withPriority(1);

        member.campaign();

        assertThat(member.raft().role()).isEqualTo(new Role.PreCandidate());
    }
}
