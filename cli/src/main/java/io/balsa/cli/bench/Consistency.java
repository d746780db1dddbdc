package io.balsa.cli.bench;

import java.util.Locale;

/// What a read promises.
enum Consistency {
    /// Sees every write that was acknowledged before it began.
    LINEARIZABLE,
    /// Sees what the asked member has applied, which may be behind.
    SERIALIZABLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
