package io.balsa.examples.matching.book;

import org.jspecify.annotations.Nullable;

/// What a trader asks for.
///
/// @param id the trader's own name for it; the book passes it on and gives it no meaning
/// @param volume more than none
/// @param limit the worst price to trade at; null for a market order, which takes any price and
///   never rests
public record NewOrder(long id, Side side, Volume volume, @Nullable Price limit) {
    public NewOrder {
        if (volume.isNone()) {
            throw new IllegalArgumentException("an order has a volume");
        }
    }

    boolean accepts(Price price) {
        return limit == null || side.accepts(price, limit);
    }
}
