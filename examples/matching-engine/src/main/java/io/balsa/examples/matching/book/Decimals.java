package io.balsa.examples.matching.book;

import java.math.BigDecimal;

/// How decimals become whole numbers and back, without ever rounding.
final class Decimals {
    /// A tick and a lot are each a ten-thousandth.
    private static final int DIGITS = 4;

    /// The largest price and the largest volume: leaves room to multiply by small numbers.
    static final long MAX = 1_000_000_000_000_000L;

    private static final BigDecimal MAX_DECIMAL = decimal(MAX);

    private Decimals() {}

    /// @throws IllegalArgumentException when `value` is no whole number of ten-thousandths, or out
    ///   of range
    static long units(String what, BigDecimal value) {
        if (value.signum() <= 0 || value.compareTo(MAX_DECIMAL) > 0) {
            throw new IllegalArgumentException(
                    "a %s is more than 0 and at most %s".formatted(what, MAX_DECIMAL));
        }
        if (value.stripTrailingZeros().scale() > DIGITS) {
            throw new IllegalArgumentException(
                    "a %s has at most %d decimals".formatted(what, DIGITS));
        }
        return value.movePointRight(DIGITS).longValueExact();
    }

    static BigDecimal decimal(long units) {
        var exact = BigDecimal.valueOf(units, DIGITS).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
