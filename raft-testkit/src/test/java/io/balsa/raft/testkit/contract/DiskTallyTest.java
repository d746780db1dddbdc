package io.balsa.raft.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.testkit.world.SimulatedDisk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class DiskTallyTest extends StateMachineContract<Long, DiskTally> {
    @Override
    protected DiskTally create() throws IOException {
        return new DiskTally(new SimulatedDisk(new SplittableRandom(1)));
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return UTF_8.encode("word " + random.nextInt(100));
    }

    @Override
    protected Object state(DiskTally machine) {
        return Map.copyOf(machine.counts);
    }
}
