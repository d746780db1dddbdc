package io.balsa.examples.matching.book;

/// One trade between an order that came and one that rested, at the price of the latter.
///
/// @param maker the order that rested, as it was before
/// @param volume what changed hands, at most that of `maker`
public record Fill(Order maker, Volume volume) {
    public Price price() {
        return maker.price();
    }

    /// What is left of the order that rested.
    public Volume left() {
        return maker.volume().minus(volume);
    }
}
