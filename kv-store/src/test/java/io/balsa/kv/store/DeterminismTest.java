package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A store is a function of the log: not of the JVM, not of the moment.
class DeterminismTest {
    private static final SessionLimits LIMITS = new SessionLimits(3, 4, 2_000);

    @Test
    void theSameLogGivesTheSameAnswersAndTheSameState() {
        for (var seed = 0; seed < 50; seed++) {
            var log = log(seed);
            var one = new LoggedStore(LIMITS);
            var other = new LoggedStore(LIMITS);
            for (var command : log) {
                assertThat(one.apply(command)).isEqualTo(other.apply(command.duplicate()));
                assertThat(one.store.digest()).isEqualTo(other.store.digest());
            }
        }
    }

    /// A number from another JVM. It changes when the format of the digest, the session rules or
    /// the random commands change on purpose, and for no other reason.
    @Test
    void theSameLogGivesTheSameStateInEveryJvm() {
        var store = new LoggedStore(LIMITS);
        log(7).forEach(store::apply);

        assertThat(store.store.digest()).isEqualTo(1540538370L);
    }

    @Test
    void theDigestTellsStatesApart() {
        var digests = new ArrayList<Long>();
        var store = new LoggedStore();
        digests.add(store.store.digest());
        store.put("a", "b");
        digests.add(store.store.digest());
        store.put("a", "b");
        digests.add(store.store.digest());
        store.delete("a");
        digests.add(store.store.digest());
        var once = new Once(Bytes.of("s"), 1, true, 0);
        store.apply(new Command.DeleteRange(KeyRange.ALL, false), once);
        digests.add(store.store.digest());

        assertThat(digests).doesNotHaveDuplicates();
    }

    private static List<ByteBuffer> log(long seed) {
        var random = new RandomCommands(seed);
        var log = new ArrayList<ByteBuffer>();
        for (var i = 0; i < 300; i++) {
            log.add(CommandFormat.encode(random.command(), random.once()));
        }
        return log;
    }
}
