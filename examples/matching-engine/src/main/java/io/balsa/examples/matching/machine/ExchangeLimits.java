package io.balsa.examples.matching.machine;

/// How much an [Exchange] keeps, beside the orders. The same on all members, so that all refuse the
/// same commands.
final class ExchangeLimits {
    static final int KEY_CHARACTERS_MAX = 512;
    static final int VALUE_CHARACTERS_MAX = 64 << 10;
    static final int KEYS_MAX = 100_000;

    private ExchangeLimits() {}
}
