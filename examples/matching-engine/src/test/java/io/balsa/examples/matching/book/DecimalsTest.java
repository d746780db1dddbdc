package io.balsa.examples.matching.book;

import static io.balsa.examples.matching.book.Books.buy;
import static io.balsa.examples.matching.book.Books.price;
import static io.balsa.examples.matching.book.Books.sell;
import static io.balsa.examples.matching.book.Books.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;

/// Prices and volumes are exact, where binary fractions would not be.
class DecimalsTest {
    @Test
    void countsInTicksAndLots() {
        assertThat(price("0.0001").ticks()).isEqualTo(1);
        assertThat(price("12.50").ticks()).isEqualTo(125_000);
        assertThat(volume("3e2").lots()).isEqualTo(3_000_000);
    }

    @Test
    void takesDifferentSpellingsOfOnePriceForOnePrice() {
        assertThat(price("10.10")).isEqualTo(price("10.1")).isEqualTo(price("101e-1"));
    }

    @Test
    void matchesWhatFractionsOfTwoWouldMiss() {
        var book = new OrderBook();
        var sum = new BigDecimal("0.1").add(new BigDecimal("0.2"));
        book.place(new NewOrder(1, Side.BUY, volume("0.3"), Price.of(sum)));

        var placement = book.place(sell(2, "0.1", "0.3"));
        book.place(sell(3, "0.2", "0.3"));

        assertThat(placement.fills()).hasSize(1);
        assertThat(book.orders()).isEmpty();
        assertThat(0.1 + 0.2).isNotEqualTo(0.3);
    }

    @Test
    void leavesNoCrumbs() {
        var book = new OrderBook();
        book.place(buy(1, "1", "10"));
        for (var i = 0; i < 10; i++) {
            book.place(sell(2, "0.1", "10"));
        }

        assertThat(book.orders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "0.00001",
                "10.12345",
                "1e-400000000",
                "1e12",
                "1e400000000",
                "100000000000.0001"
            })
    void refusesWhatIsNoPrice(String text) {
        assertThatThrownBy(() -> price(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> volume(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0001", "1", "10", "99.5", "100000000000"})
    void writesThemAsTheyWereRead(String text) {
        assertThat(price(text)).hasToString(text);
        assertThat(volume(text)).hasToString(text);
    }
}
