package io.balsa.scenarios.chaos;

import com.google.protobuf.ByteString;

import io.balsa.client.BalsaClient;
import io.balsa.client.CallFailure;
import io.balsa.client.Consistency;
import io.balsa.client.Expected;
import io.balsa.client.KeyRange;
import io.balsa.client.Keys;
import io.balsa.client.Reason;
import io.balsa.raft.testkit.history.Register.Action;
import io.balsa.raft.testkit.history.Register.Answer;
import io.balsa.raft.testkit.history.RegisterActions;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/// Clients that read and write until it is over. Half of what they ask goes to any member that
/// answers, half to one member alone, be it cut off or not.
final class Load implements AutoCloseable {
    private static final int READERS_AND_WRITERS = 6;
    private static final int REGISTERS = 8;

    /// A register is used for so long, so that there are not too many orders to look at.
    private static final long REGISTER_NANOS = TimeUnit.SECONDS.toNanos(8);

    private static final long PAUSE_MILLIS = 15;
    private static final long BULK_PAUSE_MILLIS = 500;
    private static final int BULK_BYTES = 256 << 10;
    private static final int BULK_KEYS = 4;

    static final String RECEIPTS = "receipt-";

    private final BalsaClient everywhere;
    private final List<BalsaClient> single;
    private final Ledger ledger;
    private final long began = System.nanoTime();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<Reason, Integer> failures = new ConcurrentSkipListMap<>();
    private volatile boolean isOver;
    private volatile boolean isHurried;

    private interface Asking {
        void ask(int count) throws Exception;
    }

    /// @param everywhere goes to any member
    /// @param single each goes to one member alone
    Load(BalsaClient everywhere, List<BalsaClient> single, Ledger ledger) {
        this.everywhere = everywhere;
        this.single = single;
        this.ledger = ledger;
    }

    /// @param seed says what is asked; what is answered depends on the moment
    void start(long seed) {
        var random = new SplittableRandom(seed);
        for (var client = 0; client < READERS_AND_WRITERS; client++) {
            var asking = new Client(client, random.split());
            repeat("client-" + client, asking::ask);
        }
        repeat("receipts", this::writeOnce);
        repeat("bulk", this::writeMuch);
    }

    /// From now on, fill the logs as fast as possible, or do not.
    void hurry(boolean isHurried) {
        this.isHurried = isHurried;
    }

    /// How often calls failed, by reason.
    String failures() {
        return failures.toString();
    }

    /// What the clients did not expect, such as failures that are bugs.
    List<Throwable> surprises() {
        return List.copyOf(surprises);
    }

    /// Returns when nothing is under way any more.
    void end() throws InterruptedException {
        isOver = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    /// Asks nothing more.
    @Override
    public void close() {
        isOver = true;
    }

    private void repeat(String name, Asking asking) {
        threads.add(
                Thread.ofPlatform()
                        .name(name)
                        .start(() -> {
                            try {
                                for (var count = 0; !isOver; count++) {
                                    repeat(asking, count);
                                }
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            } catch (Exception | AssertionError surprise) {
                                surprises.add(surprise);
                            }
                        }));
    }

    private void repeat(Asking asking, int count) throws Exception {
        try {
            asking.ask(count);
        } catch (CallFailure failure) {
            failures.merge(failure.reason(), 1, Integer::sum);
            switch (failure.reason()) {
                case INVALID, TOO_LARGE, INTERNAL, SESSION_LOST, UNAUTHENTICATED ->
                        surprises.add(failure);
                case UNKNOWN_MEMBER,
                        UNREACHABLE,
                        NO_LEADER,
                        NOT_LEADER,
                        OVERLOADED,
                        DISK_FULL,
                        TIMED_OUT,
                        STOPPED,
                        CHANGE_REFUSED,
                        ALREADY_INITIALIZED,
                        CLOSED -> {}
            }
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }

    private void writeOnce(int count) {
        var key = "%s%06d".formatted(RECEIPTS, count);
        ledger.receipt(key, () -> everywhere.keys().put(key, "text of " + key));
    }

    private void writeMuch(int count) throws InterruptedException {
        if (!isHurried) {
            TimeUnit.MILLISECONDS.sleep(BULK_PAUSE_MILLIS);
        }
        var key = ByteString.copyFromUtf8("bulk-" + count % BULK_KEYS);
        everywhere.keys().put(key, ByteString.copyFrom(new byte[BULK_BYTES]));
    }

    /// One of those who use the registers.
    private final class Client {
        private final int number;
        private final SplittableRandom random;
        private @Nullable String seen;

        Client(int number, SplittableRandom random) {
            this.number = number;
            this.random = random;
        }

        void ask(int count) throws Exception {
            var epoch = (System.nanoTime() - began) / REGISTER_NANOS;
            var key = "register-%d-%d".formatted(epoch, random.nextInt(REGISTERS));
            var action = RegisterActions.draw(random, "%d-%d".formatted(number, count), seen);
            var keys = someone().keys().within(Duration.ofSeconds(random.nextInt(1, 6)));
            var consistency =
                    random.nextBoolean() ? Consistency.LINEARIZABLE : Consistency.FOLLOWER;
            var answer =
                    ledger.register(
                            number, key, action, () -> carryOut(keys, key, action, consistency));
            if (answer instanceof Answer.Value(var value)) {
                seen = value;
            }
        }

        private BalsaClient someone() {
            return random.nextBoolean() ? everywhere : single.get(random.nextInt(single.size()));
        }
    }

    /// Asks a register through a client, in the words of the checker.
    static Answer carryOut(Keys keys, String name, Action action, Consistency consistency) {
        var key = ByteString.copyFromUtf8(name);
        return switch (action) {
            case Action.Get() ->
                    new Answer.Value(
                            keys.get(key, consistency)
                                    .pair()
                                    .map(pair -> pair.getValue().toStringUtf8())
                                    .orElse(null));
            case Action.Put(var value) -> {
                keys.put(name, value);
                yield new Answer.Done();
            }
            case Action.Delete() -> new Answer.Deleted(keys.delete(KeyRange.of(key)).count() > 0);
            case Action.CompareAndSet(var expected, var value) ->
                    new Answer.Compared(
                            keys.compareAndSet(
                                            key,
                                            expected(expected),
                                            Optional.of(ByteString.copyFromUtf8(value)))
                                    .succeeded());
        };
    }

    private static Expected expected(@Nullable String value) {
        return value == null
                ? new Expected.Absent()
                : new Expected.Value(ByteString.copyFromUtf8(value));
    }
}
