package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Transport;
import io.balsa.raft.testkit.world.Delay;
import io.balsa.raft.testkit.world.DriftingClock;
import io.balsa.raft.testkit.world.Machine;
import io.balsa.raft.testkit.world.NetworkConditions;
import io.balsa.raft.testkit.world.Pace;
import io.balsa.raft.testkit.world.SimulatedNetwork;
import io.balsa.raft.testkit.world.SimulatedTime;
import io.balsa.raft.testkit.world.Trace;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

class SimulatedTransportContractTest extends TransportContract {
    private static final Delay DELAY = new Delay(100, 50);
    private static final int STEPS_MAX = 100_000;

    private final SimulatedTime time = new SimulatedTime();
    private final SplittableRandom random = new SplittableRandom(7);
    private final World world = new World();

    @Override
    protected TransportNetwork network() {
        return world;
    }

    @Override
    protected int oversizeBytes() {
        return SimulatedNetwork.MESSAGE_BYTES_MAX;
    }

    /// A simulated world is one thread's at a time.
    @Override
    protected synchronized void await(String what, BooleanSupplier condition) {
        for (var step = 0; step < STEPS_MAX; step++) {
            if (condition.getAsBoolean()) {
                return;
            }
            time.runUntil(time.now() + 10 * DELAY.minNanos());
        }
        throw new AssertionError("waited in vain for: " + what);
    }

    /// In a simulation a receiver that fails is what it looks for, and the end of the run.
    @Override
    @Test
    void survivesAReceiverThatFails() {
        assertThatThrownBy(super::survivesAReceiverThatFails)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on purpose");
        assertThat(time.now()).isPositive();
    }

    /// Finds members by their ids, whatever their addresses.
    private final class World implements TransportNetwork {
        private final SimulatedNetwork network = perfect();

        @Override
        public Transport open(MemberId member) {
            return open(network, member);
        }

        /// Other clusters have networks of their own.
        @Override
        public Transport openStranger(MemberId member) {
            return open(perfect(), member);
        }

        private SimulatedNetwork perfect() {
            return new SimulatedNetwork(
                    time,
                    random.split(),
                    Trace.digestOf(time),
                    NetworkConditions.perfect(DELAY),
                    (_, _, _) -> {});
        }

        private Transport open(SimulatedNetwork network, MemberId member) {
            var pace = new Pace(new Delay(1, 0), new Delay(1, 0));
            var machine = new Machine(time, random.split(), DriftingClock.TRUE, pace);
            return network.transport(member, machine.boot());
        }

        @Override
        public String address(MemberId from, MemberId member) {
            return "member-" + member;
        }

        @Override
        public void cut(MemberId from, MemberId to) {
            network.cut(from, to);
        }

        /// The suite cuts one way at a time.
        @Override
        public void heal(MemberId from, MemberId to) {
            network.mend();
        }
    }
}
