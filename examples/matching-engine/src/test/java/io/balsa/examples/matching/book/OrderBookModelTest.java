package io.balsa.examples.matching.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Whatever is placed and cancelled, the book does what a naive one does, and keeps its word.
class OrderBookModelTest {
    private static final int STEPS = 600;

    @ParameterizedTest(name = "-Dbook.seed={0}")
    @MethodSource("seeds")
    void doesWhatANaiveBookDoes(long seed) {
        var random = new SplittableRandom(seed);
        var prices = random.nextInt(1, 30);
        var naive = new NaiveBook();
        var book = new OrderBook();

        for (var step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                var number = random.nextLong(1, book.sequence() + 2);
                assertThat(book.cancel(number)).isEqualTo(naive.cancel(number));
            } else {
                var order = order(random, prices);
                var before = lots(book);
                var placement = book.place(order);
                assertThat(placement).isEqualTo(naive.place(order));
                requireNoLotIsLost(order, placement, before, lots(book));
            }
            if (random.nextInt(50) == 0) {
                book = OrderBook.of(book.sequence(), book.orders());
            }
            requireOrder(book, naive);
        }
    }

    private static void requireOrder(OrderBook book, NaiveBook naive) {
        var orders = book.orders();
        assertThat(orders).isEqualTo(naive.orders());
        assertThat(book.size()).isEqualTo(orders.size());
        assertThat(orders).allSatisfy(o -> assertThat(book.order(o.sequence())).isEqualTo(o));
        var bid = orders.stream().filter(o -> o.side() == Side.BUY).findFirst();
        var ask = orders.stream().filter(o -> o.side() == Side.SELL).findFirst();
        if (bid.isPresent() && ask.isPresent()) {
            assertThat(bid.get().price()).isLessThan(ask.get().price());
        }
    }

    /// What came is what was traded, rests or was dropped; what was traded left the book.
    private static void requireNoLotIsLost(
            NewOrder order, Placement placement, long before, long after) {
        var traded = placement.fills().stream().mapToLong(fill -> fill.volume().lots()).sum();
        var open = placement.open().lots();
        assertThat(traded + open).isEqualTo(order.volume().lots());
        assertThat(after).isEqualTo(before - traded + (placement.rests() ? open : 0));
    }

    private static long lots(OrderBook book) {
        return book.orders().stream().mapToLong(order -> order.volume().lots()).sum();
    }

    private static NewOrder order(SplittableRandom random, int prices) {
        var side = random.nextBoolean() ? Side.BUY : Side.SELL;
        var volume = new Volume(random.nextLong(1, 50));
        var limit = random.nextInt(8) == 0 ? null : new Price(1_000 + random.nextInt(prices));
        return new NewOrder(random.nextLong(5), side, volume, limit);
    }

    static LongStream seeds() {
        var chosen = Long.getLong("book.seed");
        return chosen != null
                ? LongStream.of(chosen)
                : LongStream.rangeClosed(1, Long.getLong("book.seeds", 100));
    }
}
