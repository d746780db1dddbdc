package io.balsa.raft.core;

import static io.balsa.raft.core.LoneMember.SELF;
import static io.balsa.raft.core.LoneMember.TIMING;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// A clock counts from any moment, also from one to come: then it is before zero.
class ClockTest {
    private static final EntryId FIRST = new EntryId(1, 1);
    private static final long LONG_BEFORE_ZERO = -1_000_000_000_000L;

    @Test
    void leadsByAClockThatIsBeforeZero() {
        var membership = new MembershipEntry(FIRST, Groups.voters(SELF));
        var log = new LogSlice(EntryId.NONE, List.of(FIRST), 1, List.of(membership));
        var config = new RaftConfig(SELF, TIMING, Limits.DEFAULT);
        var found = new PersistedState(new Ballot(1, null), log);
        var member = new Raft(config, found, _ -> 10, TraceCluster.dice(SELF));
        member.start(LONG_BEFORE_ZERO);

        var now = member.deadline();
        member.step(now, new Event.TimePassed());
        while (!(member.role() instanceof Role.Leader)) {
            var write = (Effect.Persist) member.effects().getFirst();
            member.step(now, new Event.Persisted(write.sequence()));
        }
        var _ = member.effects();

        assertThat(now).isNegative();
        assertThat(member.deadline()).isEqualTo(now + TIMING.heartbeatNanos());
    }
}
