package io.balsa.raft.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.CommandFormat;
import io.balsa.kv.store.Compare;
import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvStore;
import io.balsa.kv.store.Once;
import io.balsa.kv.store.SessionLimits;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/// The server's store keeps the contract of state machines, its memory of answers included.
class KvStoreTest extends StateMachineContract<KvResult, KvStore> {
    /// Few and small, so that sessions and answers are forgotten all the time.
    private static final SessionLimits LIMITS = new SessionLimits(3, 4, 2_000);

    @Override
    protected KvStore create() {
        return new KvStore(LIMITS);
    }

    @Override
    protected ByteBuffer command(RandomGenerator random) {
        return random.nextInt(10) == 0
                ? UTF_8.encode("nonsense " + random.nextInt())
                : CommandFormat.encode(sense(random), once(random));
    }

    private static Command sense(RandomGenerator random) {
        var key = key(random);
        var value = Bytes.of("value-" + random.nextInt(5));
        return switch (random.nextInt(5)) {
            case 0 -> new Command.DeleteRange(new KeyRange(key, key(random)), true);
            case 1 -> new Command.DeleteRange(KeyRange.of(key), false);
            case 2 ->
                    Command.Txn.compareAndSet(
                            List.of(Compare.valueIs(key, Bytes.of("value-1"))), key, value);
            default -> new Command.Put(key, value, random.nextBoolean());
        };
    }

    private static @Nullable Once once(RandomGenerator random) {
        return random.nextBoolean()
                ? null
                : new Once(
                        Bytes.of("session-" + random.nextInt(5)),
                        random.nextInt(12),
                        random.nextBoolean(),
                        random.nextInt(10));
    }

    /// Many enough that the store has several runs to share with its views.
    private static Bytes key(RandomGenerator random) {
        return Bytes.of("key-" + random.nextInt(1_000));
    }

    @Override
    protected Object state(KvStore machine) {
        return machine.digest();
    }
}
