package io.balsa.examples.matching.book;

/// An order that rests in the book.
///
/// @param sequence the book's number for it, which grows from order to order: of two at one price,
///   the smaller one trades first
/// @param volume what is still to be traded, more than none
/// @param id the trader's own name for it
public record Order(long sequence, Side side, Price price, Volume volume, long id) {
    public Order {
        if (volume.isNone()) {
            throw new IllegalArgumentException("an order without volume does not rest");
        }
    }

    /// The same order with less to trade.
    Order withVolume(Volume rest) {
        return new Order(sequence, side, price, rest, id);
    }
}
