package io.balsa.examples.matching.book;

import java.util.List;

/// What became of a new order.
///
/// @param sequence the book's number for it
/// @param fills its trades, in the order in which they happened
/// @param open what was not traded
/// @param rests whether `open` stays in the book; the open volume of a market order does not
public record Placement(long sequence, List<Fill> fills, Volume open, boolean rests) {
    public Placement {
        fills = List.copyOf(fills);
    }
}
