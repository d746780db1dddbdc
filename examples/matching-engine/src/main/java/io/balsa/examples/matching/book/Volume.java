package io.balsa.examples.matching.book;

import java.math.BigDecimal;

/// How much is traded, in lots of 0.0001.
///
/// @param lots zero where nothing is left
public record Volume(long lots) implements Comparable<Volume> {
    public static final Volume NONE = new Volume(0);

    public Volume {
        if (lots < 0 || lots > Decimals.MAX) {
            throw new IllegalArgumentException("no volume has %d lots".formatted(lots));
        }
    }

    /// Reads a decimal, which is never rounded.
    ///
    /// @throws IllegalArgumentException when `value` is not positive, too large or no whole number
    ///   of lots
    public static Volume of(BigDecimal value) {
        return new Volume(Decimals.units("volume", value));
    }

    public BigDecimal decimal() {
        return Decimals.decimal(lots);
    }

    public boolean isNone() {
        return lots == 0;
    }

    Volume minus(Volume other) {
        return new Volume(lots - other.lots);
    }

    Volume orLess(Volume other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Volume other) {
        return Long.compare(lots, other.lots);
    }

    @Override
    public String toString() {
        return decimal().toPlainString();
    }
}
