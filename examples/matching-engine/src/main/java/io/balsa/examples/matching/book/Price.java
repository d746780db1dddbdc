package io.balsa.examples.matching.book;

import java.math.BigDecimal;

/// What one unit costs, in ticks of 0.0001: always exact, so that equal prices are equal.
///
/// @param ticks positive
public record Price(long ticks) implements Comparable<Price> {
    public Price {
        if (ticks <= 0 || ticks > Decimals.MAX) {
            throw new IllegalArgumentException("no price has %d ticks".formatted(ticks));
        }
    }

    /// Reads a decimal, which is never rounded.
    ///
    /// @throws IllegalArgumentException when `value` is not positive, too large or no whole number
    ///   of ticks
    public static Price of(BigDecimal value) {
        return new Price(Decimals.units("price", value));
    }

    public BigDecimal decimal() {
        return Decimals.decimal(ticks);
    }

    @Override
    public int compareTo(Price other) {
        return Long.compare(ticks, other.ticks);
    }

    @Override
    public String toString() {
        return decimal().toPlainString();
    }
}
