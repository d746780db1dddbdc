package io.balsa.raft.testkit.exhaustive;

import java.util.function.Supplier;

/// The bounds that are tried, and whether something is found within the small ones.
public final class Checks implements Supplier<String> {
    /// Seconds each.
    static final Bounds[] SMALL = {
        new Bounds(3, 2, 1, 1, 2, false, false),
        new Bounds(3, 2, 1, 2, 0, true, false),
        new Bounds(3, 2, 0, 1, 0, false, true),
        new Bounds(3, 3, 0, 1, 0, false, false)
    };

    /// Minutes each.
    static final Bounds[] LARGE = {
        new Bounds(3, 3, 1, 0, 0, true, false),
        new Bounds(3, 3, 0, 1, 1, false, false),
        new Bounds(3, 3, 1, 1, 0, false, false),
        new Bounds(3, 4, 0, 0, 0, false, false)
    };

    /// The rule that a small group breaks; empty when all is well.
    @Override
    public String get() {
        for (var bounds : SMALL) {
            var violation = Exploration.of(bounds).violation();
            if (violation != null) {
                return violation;
            }
        }
        return "";
    }
}
