package io.balsa.raft.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.Transport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What waits for a state of a member waits by the simulated clock.
class WaitsInSimulationTest {
    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SimulatedTime time = new SimulatedTime();

    @Test
    void keepsDeadlinesWithoutAThreadOrARealClock() {
        var pace = new Pace(new Delay(1, 0), new Delay(100, 0));
        var machine = new Machine(time, new SplittableRandom(2), DriftingClock.TRUE, pace);
        var process = machine.boot();
        var one = MemberId.of(1);
        var world =
                new RaftSetup.World(
                        process,
                        new MemoryLog(),
                        new Nobody(),
                        new SplittableRandom(1),
                        Observer.NONE);
        var alone = Membership.ofVoters(new TreeMap<>(Map.of(one, "nowhere")));
        var node = RaftNode.start(RaftSetup.<Integer>of(one, TIMING, alone, world, (_, _) -> 0));
        var seen = new ArrayList<Long>();
        var _ = node.watch(state -> seen.add(state.appliedIndex()));

        var leading = node.await().leader(one, HOUR);
        var never = node.await().applied(1_000, HOUR);
        time.runUntil(HOUR.toNanos() - 1);
        assertThat(leading).isCompleted();
        assertThat(never).isNotDone();
        time.runUntil(HOUR.toNanos() + 1_000_000);

        assertThat(never.exceptionNow()).isInstanceOf(RaftException.TimedOut.class);
        assertThat(seen.getLast()).isEqualTo(2);
    }

    private static final class Nobody implements Transport {
        @Override
        public Link join(GroupId group, Receiver receiver) {
            return new Link() {
                @Override
                public void send(MemberId to, PeerMessage message) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
