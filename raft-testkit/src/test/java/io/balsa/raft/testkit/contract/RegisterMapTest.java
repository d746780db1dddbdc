package io.balsa.raft.testkit.contract;

import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;
import io.balsa.raft.testkit.simulation.RegisterMap;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// The machine that is simulated keeps the contract that all others are held to.
class RegisterMapTest extends StateMachineContract<Answer, RegisterMap> {
    @Override
    protected RegisterMap create() {
        return new RegisterMap();
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return new RegisterMap().command("key-" + random.nextInt(10), action(random));
    }

    private static Action action(RandomGenerator random) {
        var value = "value-" + random.nextInt(5);
        return switch (random.nextInt(4)) {
            case 0 -> new Action.Delete();
            case 1 -> new Action.CompareAndSet("value-" + random.nextInt(5), value);
            case 2 -> new Action.CompareAndSet(null, value);
            default -> new Action.Put(value);
        };
    }

    @Override
    protected Object state(RegisterMap machine) {
        return machine.digest();
    }
}
