package io.balsa.examples.matching.book;

import java.math.BigDecimal;

/// Orders in few words.
final class Books {
    private Books() {}

    static NewOrder buy(int id, String volume, String limit) {
        return new NewOrder(id, Side.BUY, volume(volume), price(limit));
    }

    static NewOrder sell(int id, String volume, String limit) {
        return new NewOrder(id, Side.SELL, volume(volume), price(limit));
    }

    static NewOrder buyAtAnyPrice(int id, String volume) {
        return new NewOrder(id, Side.BUY, volume(volume), null);
    }

    static NewOrder sellAtAnyPrice(int id, String volume) {
        return new NewOrder(id, Side.SELL, volume(volume), null);
    }

    static Price price(String decimal) {
        return Price.of(new BigDecimal(decimal));
    }

    static Volume volume(String decimal) {
        return Volume.of(new BigDecimal(decimal));
    }
}
