package io.balsa.examples.matching.machine;

import static io.balsa.examples.matching.machine.Commands.buy;
import static io.balsa.examples.matching.machine.Commands.place;
import static io.balsa.examples.matching.machine.Commands.sell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.examples.matching.book.Order;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.machine.Outcome.Cancelled;
import io.balsa.examples.matching.machine.Outcome.Placed;
import io.balsa.examples.matching.machine.Outcome.Refused;
import io.balsa.examples.matching.machine.Outcome.Stored;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

class ExchangeTest {
    private final Exchange exchange = new Exchange();
    private long index;

    @Test
    void storesTexts() {
        assertThat(apply(new Command.Set("a", "b"))).isEqualTo(new Stored("b"));

        assertThat(exchange.value("a")).isEqualTo("b");
        assertThat(exchange.value("c")).isNull();
    }

    @Test
    void tellsTheTradesOfAnOrder() {
        apply(sell(1, "2", "10"));

        var placed = (Placed) apply(place(2, Side.BUY, "3", null));

        assertThat(placed.placement().sequence()).isEqualTo(2);
        assertThat(placed.placement().fills())
                .singleElement()
                .satisfies(fill -> {
                    assertThat(fill.maker().id()).isEqualTo(1);
                    assertThat(fill.volume()).hasToString("2");
                });
        assertThat(placed.placement().open()).hasToString("1");
    }

    @Test
    void cancelsOnlyTheOrderThatIsMeant() {
        apply(buy(1, "1", "10"));
        var elsewhere = new Command.Cancel(1, null, new Price(1));
        var opposite = new Command.Cancel(1, Side.SELL, null);
        var meant = new Command.Cancel(1, Side.BUY, new Price(100_000));

        assertThat(apply(elsewhere)).isEqualTo(new Cancelled(null));
        assertThat(apply(opposite)).isEqualTo(new Cancelled(null));
        assertThat(((Cancelled) apply(meant)).order()).isNotNull();
        assertThat(apply(meant)).isEqualTo(new Cancelled(null));
    }

    @Test
    void refusesWhatIsTooMuch() {
        var key = "k".repeat(ExchangeLimits.KEY_CHARACTERS_MAX + 1);
        var value = "v".repeat(ExchangeLimits.VALUE_CHARACTERS_MAX + 1);

        assertThat(apply(new Command.Set(key, ""))).isInstanceOf(Refused.class);
        assertThat(apply(new Command.Set("", value))).isInstanceOf(Refused.class);
        assertThat(exchange.state().values()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNoCommandAndStaysAsItIs() {
        var random = new SplittableRandom(1);
        apply(buy(1, "1", "10"));
        var before = exchange.state();

        for (var i = 0; i < 5_000; i++) {
            var bytes = CommandFormat.encode(Commands.random(random)).array();
            var broken = ByteBuffer.allocate(random.nextInt(bytes.length));
            broken.put(bytes, 0, broken.capacity()).flip();
            if (broken.hasRemaining() && broken.get(0) == 1) {
                continue; // A text that ends earlier is a text.
            }
            assertThat(exchange.apply(nextId(), broken)).isInstanceOf(Refused.class);
        }

        assertThat(exchange.state()).isEqualTo(before);
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        var random = new SplittableRandom(2);
        for (var i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(5);
            }
            assertThat(exchange.apply(nextId(), ByteBuffer.wrap(bytes))).isNotNull();
        }
    }

    @Test
    void givesBackEveryCommandAsItWasEncoded() {
        var random = new SplittableRandom(3);
        for (var i = 0; i < 1_000; i++) {
            var command = Commands.random(random);
            var bytes = CommandFormat.encode(command);

            assertThat(CommandFormat.decode(bytes)).isEqualTo(command);
            assertThat(bytes.position()).isZero();
        }
    }

    @ParameterizedTest(name = "-Dexchange.seed={0}")
    @MethodSource("seeds")
    void goesOnFromASnapshotAsIfNothingHadHappened(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (var i = 0; i < 300; i++) {
            apply(Commands.random(random));
        }
        var view = exchange.view();
        var before = exchange.state();
        for (var i = 0; i < 100; i++) {
            apply(Commands.random(random)); // The view is frozen.
        }

        var copy = restored(written(view));
        assertThat(copy.state()).isEqualTo(before);

        var other = restored(written(exchange.view()));
        for (var i = 0; i < 300; i++) {
            var bytes = CommandFormat.encode(Commands.random(random));
            var id = nextId();
            assertThat(other.apply(id, bytes)).isEqualTo(exchange.apply(id, bytes));
        }
        assertThat(written(other.view())).isEqualTo(written(exchange.view()));
    }

    @Test
    void keepsSideAndIdOfAnOrderThatTradedInPartInASnapshot() throws IOException {
        apply(buy(41, "2", "10"));
        apply(sell(42, "0.5", "10"));

        var copy = restored(written(exchange.view()));

        assertThat(copy.state().orders())
                .singleElement()
                .extracting(Order::side, Order::id, order -> order.volume().toString())
                .containsExactly(Side.BUY, 41L, "1.5");
    }

    @Test
    void refusesASnapshotThatIsNone() throws IOException {
        apply(buy(41, "2", "10"));
        apply(new Command.Set("a", "b"));
        var bytes = written(exchange.view());
        var before = exchange.state();

        for (var length = 0; length < bytes.length; length++) {
            var cut = new ByteArrayInputStream(bytes, 0, length);
            assertThatThrownBy(() -> exchange.restore(cut)).isInstanceOf(IOException.class);
        }
        var longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, bytes.length);
        assertThatThrownBy(() -> exchange.restore(new ByteArrayInputStream(longer)))
                .isInstanceOf(IOException.class);
        assertThat(exchange.state()).isEqualTo(before);
    }

    static LongStream seeds() {
        var chosen = Long.getLong("exchange.seed");
        return chosen != null ? LongStream.of(chosen) : LongStream.rangeClosed(1, 20);
    }

    private Outcome apply(Command command) {
        return exchange.apply(nextId(), CommandFormat.encode(command));
    }

    private EntryId nextId() {
        return new EntryId(1, ++index);
    }

    private static byte[] written(StateView view) throws IOException {
        try (view) {
            var bytes = new ByteArrayOutputStream();
            view.writeTo(bytes);
            return bytes.toByteArray();
        }
    }

    private static Exchange restored(byte[] snapshot) throws IOException {
        var exchange = new Exchange();
        exchange.restore(new ByteArrayInputStream(snapshot));
        return exchange;
    }
}
