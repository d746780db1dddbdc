package io.balsa.raft.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.random.RandomGenerator;

class TallyTest extends StateMachineContract<Long, Tally> {
    @Override
    protected Tally create() {
        return new Tally();
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return UTF_8.encode("word " + random.nextInt(100));
    }

    @Override
    protected Object state(Tally machine) {
        return Map.copyOf(machine.counts);
    }
}
