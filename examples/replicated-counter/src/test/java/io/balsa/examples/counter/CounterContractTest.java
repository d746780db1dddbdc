package io.balsa.examples.counter;

import io.balsa.raft.testkit.contract.StateMachineContract;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// How a program proves that its state machine can be replicated.
class CounterContractTest extends StateMachineContract<Long, Counter> {
    @Override
    protected Counter create() {
        return new Counter();
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return random.nextInt(10) == 0
                ? ByteBuffer.allocate(random.nextInt(4))
                : Counter.add(random.nextLong(-1_000, 1_000));
    }

    @Override
    protected Object state(Counter machine) {
        return machine.value();
    }
}
