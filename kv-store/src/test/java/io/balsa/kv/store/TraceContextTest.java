package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.KvResult.Rejected;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// A command may say where it comes from, and does the same all the same.
class TraceContextTest {
    private static final TraceContext TRACE = new TraceContext(-1, 2, Long.MIN_VALUE);
    private static final Put PUT = new Put(Bytes.of("k"), Bytes.of("v"), false);

    private final LoggedStore store = new LoggedStore();

    @Test
    void standsBetweenTheKindAndTheSession() {
        var once = new Once(Bytes.of("s"), 300, true, 299);

        assertThat(HexFormat.of().formatHex(CommandFormat.encode(PUT, once, TRACE).array()))
                .isEqualTo(
                        "01c1"
                                + "ffffffffffffffff0000000000000002"
                                + "8000000000000000"
                                + "010273d804d604"
                                + "00026b0276");
    }

    @Test
    void isFoundWhereverTheCommandBeginsAndInWhateverOrderItsBufferIsRead() {
        var command = CommandFormat.encode(PUT, null, TRACE);
        var behind = ByteBuffer.allocate(command.limit() + 3).put(3, command, 0, command.limit());

        var found = CommandFormat.trace(behind.position(3).order(ByteOrder.LITTLE_ENDIAN));

        assertThat(found).isEqualTo(TRACE);
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        assertThat(CommandFormat.trace(CommandFormat.encode(PUT))).isNull();
        assertThat(CommandFormat.trace(ByteBuffer.allocate(0))).isNull();
        assertThat(CommandFormat.trace(ByteBuffer.wrap(new byte[] {1, 0x41}))).isNull();
    }

    @Test
    void hasNoInfluenceOnWhatACommandDoes() {
        var other = new LoggedStore();
        for (var seed = 0; seed < 500; seed++) {
            var random = new RandomCommands(seed);
            var command = random.command();
            var once = random.once();

            assertThat(store.apply(CommandFormat.encode(command, once, TRACE)))
                    .isEqualTo(other.apply(CommandFormat.encode(command, once)));
        }
        assertThat(store.store.digest()).isEqualTo(other.store.digest());
    }

    @Test
    void oneThatIsCutOffMakesNoSense() {
        var whole = CommandFormat.encode(PUT, null, TRACE);

        for (var bytes = 2; bytes < 2 + CommandFormat.TRACE_BYTES; bytes++) {
            var result = store.apply(whole.duplicate().limit(bytes));

            assertThat(result).isInstanceOf(Rejected.class);
        }
    }
}
