package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.KvResult.Rejected;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Whatever the log holds, it is answered, and either it is a command or nothing changes.
class GarbageTest {
    private final LoggedStore store = new LoggedStore(new SessionLimits(3, 3, 2_000));

    @Test
    void nothingAtAllIsMalformed() {
        assertRefused(new byte[0], Problem.MALFORMED_COMMAND);
    }

    @Test
    void aCommandFromTheFutureIsCalledUnknown() {
        assertRefused(new byte[] {2, 1, 1, 1}, Problem.UNKNOWN_FORMAT);
    }

    @Test
    void everyTruncationIsRefusedAndChangesNothing() {
        for (var seed = 0; seed < 500; seed++) {
            var whole = encoded(seed);
            for (var size = 1; size < whole.length; size++) {
                assertRefused(Arrays.copyOf(whole, size), Problem.MALFORMED_COMMAND);
            }
            apply(whole);
        }
    }

    @Test
    void everyFlippedBitIsAnswered() {
        for (var seed = 0; seed < 300; seed++) {
            var bytes = encoded(seed);
            for (var bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                apply(bytes);
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            }
        }
    }

    @Test
    void everyByteInEveryPlaceIsAnswered() {
        for (var seed = 0; seed < 20; seed++) {
            var bytes = encoded(seed);
            for (var place = 0; place < bytes.length; place++) {
                var kept = bytes[place];
                for (var value = 0; value < 256; value++) {
                    bytes[place] = (byte) value;
                    apply(bytes);
                }
                bytes[place] = kept;
            }
        }
    }

    @Test
    void randomBytesAreAnswered() {
        var random = new SplittableRandom(1);
        for (var i = 0; i < 100_000; i++) {
            var bytes = new byte[random.nextInt(2, 40)];
            random.nextBytes(bytes);
            bytes[0] = 1;
            bytes[1] = (byte) (random.nextInt(1, 4) | (random.nextBoolean() ? 0x80 : 0));
            apply(bytes);
        }
    }

    @Test
    void transactionsNestedBeyondTheLimitAreRefused() {
        var bytes = new byte[3 + 4 * 100];
        bytes[0] = 1;
        bytes[1] = 3;
        for (var i = 2; i + 4 <= bytes.length; i += 3) {
            bytes[i] = 0; // no compares
            bytes[i + 1] = 2; // one operation:
            bytes[i + 2] = 3; // a transaction
        }

        assertRefused(bytes, Problem.MALFORMED_COMMAND);
    }

    @Test
    void aCountThatPromisesMoreThanThereIsIsRefused() {
        assertRefused(
                new byte[] {1, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
                Problem.MALFORMED_COMMAND);
    }

    private void assertRefused(byte[] bytes, Problem problem) {
        var before = store.store.digest();

        assertThat(apply(bytes)).isEqualTo(new Rejected(store.store.revision(), problem));
        assertThat(store.store.digest()).isEqualTo(before);
    }

    private KvResult apply(byte[] bytes) {
        return store.apply(ByteBuffer.wrap(bytes));
    }

    private static byte[] encoded(long seed) {
        var random = new RandomCommands(seed);
        return CommandFormat.encode(random.command(), random.once()).array();
    }
}
