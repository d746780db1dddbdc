package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.TWO;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Message.RequestPreVote;

import org.junit.jupiter.api.Test;

import java.util.TreeMap;

/// Members that crashed, lost something or were left waiting get going again, and trust nothing
/// that an earlier run has left behind.
class GoingOnTest {
    private static final EntryId FIRST = new EntryId(1, 1);

    @Test
    void beginsTheGroupAlthoughACrashLeftTheBallotOfTheFirstAttemptAlone() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= 3; id++) {
            addresses.put(MemberId.of(id), "m" + id);
        }
        var member = new LoneMember(new Ballot(2, LoneMember.SELF));

        member.step(new Event.Bootstrapped(Membership.ofVoters(addresses)));

        assertThat(member.raft().lastEntry()).isEqualTo(FIRST);
        assertThat(member.sent(TWO, RequestPreVote.class)).isEqualTo(new RequestPreVote(3, FIRST));
    }
}
