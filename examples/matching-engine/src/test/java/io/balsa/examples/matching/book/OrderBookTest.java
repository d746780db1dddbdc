package io.balsa.examples.matching.book;

import static io.balsa.examples.matching.book.Books.buy;
import static io.balsa.examples.matching.book.Books.buyAtAnyPrice;
import static io.balsa.examples.matching.book.Books.price;
import static io.balsa.examples.matching.book.Books.sell;
import static io.balsa.examples.matching.book.Books.sellAtAnyPrice;
import static io.balsa.examples.matching.book.Books.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class OrderBookTest {
    private final OrderBook book = new OrderBook();

    @Test
    void numbersOrdersAsTheyCome() {
        assertThat(book.place(buy(7, "1", "10")).sequence()).isEqualTo(1);
        assertThat(book.place(sellAtAnyPrice(7, "5")).sequence()).isEqualTo(2);
        assertThat(book.place(buy(7, "1", "10")).sequence()).isEqualTo(3);
        assertThat(book.sequence()).isEqualTo(3);
    }

    @Test
    void letsOrdersRestThatCannotTrade() {
        var bid = book.place(buy(1, "2", "9.99"));
        var ask = book.place(sell(2, "3", "10"));

        assertThat(bid.fills()).isEmpty();
        assertThat(ask.fills()).isEmpty();
        assertThat(bid.rests()).isTrue();
        assertThat(ask.open()).isEqualTo(volume("3"));
        assertThat(book.orders())
                .containsExactly(
                        new Order(1, Side.BUY, price("9.99"), volume("2"), 1),
                        new Order(2, Side.SELL, price("10"), volume("3"), 2));
    }

    @Test
    void tradesWithTheBestPriceFirst() {
        book.place(sell(1, "1", "12"));
        book.place(sell(2, "1", "11"));
        book.place(sell(3, "1", "10"));

        var placement = book.place(buy(4, "2", "11"));

        assertThat(placement.fills()).extracting(fill -> fill.maker().id()).containsExactly(3L, 2L);
        assertThat(placement.fills())
                .extracting(Fill::price)
                .containsExactly(price("10"), price("11"));
        assertThat(placement.open().isNone()).isTrue();
        assertThat(placement.rests()).isFalse();
        assertThat(book.orders()).extracting(Order::id).containsExactly(1L);
    }

    @Test
    void tradesWithTheOldestOfOnePriceFirst() {
        book.place(buy(1, "1", "10"));
        book.place(buy(2, "1", "10"));
        book.place(buy(3, "1", "10"));

        var placement = book.place(sell(4, "1.5", "10"));

        assertThat(placement.fills()).extracting(fill -> fill.maker().id()).containsExactly(1L, 2L);
        assertThat(placement.fills())
                .extracting(Fill::volume)
                .containsExactly(volume("1"), volume("0.5"));
    }

    @Test
    void keepsTheTurnOfAnOrderThatTradedInPart() {
        book.place(buy(1, "2", "10"));
        book.place(buy(2, "1", "10"));
        book.place(sell(3, "1", "10"));

        var placement = book.place(sell(4, "1", "10"));

        assertThat(placement.fills()).extracting(fill -> fill.maker().id()).containsExactly(1L);
        assertThat(book.orders()).extracting(Order::id).containsExactly(2L);
    }

    @Test
    void keepsIdAndSideOfAnOrderThatTradedInPart() {
        book.place(buy(41, "2", "10"));

        book.place(sell(42, "0.5", "9"));

        assertThat(book.orders())
                .containsExactly(new Order(1, Side.BUY, price("10"), volume("1.5"), 41));
        assertThat(book.order(1)).isEqualTo(book.orders().getFirst());
    }

    @Test
    void letsTheRestOfALimitOrderRest() {
        book.place(sell(1, "1", "10"));

        var placement = book.place(buy(2, "3", "10.5"));

        assertThat(placement.open()).isEqualTo(volume("2"));
        assertThat(placement.rests()).isTrue();
        assertThat(book.orders())
                .containsExactly(new Order(2, Side.BUY, price("10.5"), volume("2"), 2));
    }

    @Test
    void sellsAndBuysAtAnyPriceWithMarketOrders() {
        book.place(sell(1, "1", "10"));
        book.place(sell(2, "1", "1000"));
        book.place(buy(3, "1", "0.01"));

        var buying = book.place(buyAtAnyPrice(4, "2"));
        var selling = book.place(sellAtAnyPrice(5, "1"));

        assertThat(buying.fills())
                .extracting(Fill::price)
                .containsExactly(price("10"), price("1000"));
        assertThat(selling.fills()).extracting(Fill::price).containsExactly(price("0.01"));
        assertThat(book.orders()).isEmpty();
    }

    @Test
    void neverLetsAMarketOrderRest() {
        book.place(sell(1, "1", "10"));

        var placement = book.place(buyAtAnyPrice(2, "5"));

        assertThat(placement.open()).isEqualTo(volume("4"));
        assertThat(placement.rests()).isFalse();
        assertThat(book.orders()).isEmpty();
        assertThat(book.place(sellAtAnyPrice(3, "1")).fills()).isEmpty();
    }

    @Test
    void cancelsAnOrderByItsNumberOnce() {
        book.place(buy(9, "1", "10"));
        book.place(buy(9, "1", "10"));

        var cancelled = book.cancel(1);

        assertThat(cancelled).isEqualTo(new Order(1, Side.BUY, price("10"), volume("1"), 9));
        assertThat(book.cancel(1)).isNull();
        assertThat(book.cancel(77)).isNull();
        assertThat(book.place(sell(3, "2", "10")).fills())
                .extracting(fill -> fill.maker().sequence())
                .containsExactly(2L);
    }

    @Test
    void refusesLimitOrdersOnceItIsFull() {
        var small = new OrderBook(2);
        small.place(buy(1, "1", "10"));
        small.place(buy(2, "1", "10"));

        assertThat(small.isFull()).isTrue();
        assertThatThrownBy(() -> small.place(buy(3, "1", "10")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(small.place(sellAtAnyPrice(4, "1")).fills()).hasSize(1);
        assertThat(small.isFull()).isFalse();
    }

    @Test
    void comesBackFromWhatItTold() {
        book.place(buy(1, "2", "10"));
        book.place(buy(2, "1", "10"));
        book.place(sell(3, "0.5", "10"));
        book.place(sell(4, "1", "11"));
        book.place(buyAtAnyPrice(5, "0.25"));

        var copy = OrderBook.of(book.sequence(), book.orders());

        assertThat(copy.orders()).isEqualTo(book.orders());
        assertThat(copy.place(sell(6, "9", "1"))).isEqualTo(book.place(sell(6, "9", "1")));
        assertThat(copy.orders()).isEqualTo(book.orders());
    }

    @Test
    void refusesOrdersThatNoBookHolds() {
        var bid = new Order(1, Side.BUY, price("10"), volume("1"), 1);
        var crossing = new Order(2, Side.SELL, price("10"), volume("1"), 1);
        var better = new Order(2, Side.BUY, price("11"), volume("1"), 1);

        assertThatThrownBy(() -> OrderBook.of(0, List.of(bid)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderBook.of(9, List.of(bid, bid)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderBook.of(9, List.of(bid, crossing)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderBook.of(9, List.of(bid, better)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
