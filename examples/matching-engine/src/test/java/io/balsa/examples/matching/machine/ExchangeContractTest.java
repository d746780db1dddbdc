package io.balsa.examples.matching.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.testkit.contract.StateMachineContract;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What every state machine promises, the exchange does too.
class ExchangeContractTest extends StateMachineContract<Outcome, Exchange> {
    @Override
    protected Exchange create() {
        return new Exchange();
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return random.nextInt(20) == 0
                ? UTF_8.encode("nonsense " + random.nextInt())
                : CommandFormat.encode(Commands.random(new SplittableRandom(random.nextLong())));
    }

    @Override
    protected Object state(Exchange machine) {
        return machine.state();
    }
}
