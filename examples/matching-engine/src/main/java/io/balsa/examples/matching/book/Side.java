package io.balsa.examples.matching.book;

import java.util.Comparator;

/// Which way an order trades.
public enum Side {
    BUY,
    SELL;

    /// The side that an order of this one trades with.
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /// Prices of this side, the one that trades first in front: who pays most, who asks least.
    public Comparator<Price> bestFirst() {
        return this == BUY ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /// Would an order of this side with the limit `limit` trade at `price`?
    boolean accepts(Price price, Price limit) {
        return bestFirst().compare(limit, price) <= 0;
    }
}
