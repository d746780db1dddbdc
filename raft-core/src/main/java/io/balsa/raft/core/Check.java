package io.balsa.raft.core;

/// Guards the rules that must hold whatever happens outside. Always on: a member that breaks one
/// stops rather than goes on wrongly.
public final class Check {
    private Check() {}

    /// Stops with a [BrokenInvariant] unless `condition` holds.
    ///
    /// @param rule what must hold, as a sentence
    public static void check(boolean condition, String rule) {
        if (!condition) {
            throw new BrokenInvariant(rule);
        }
    }

    /// A rule of the program itself does not hold: a bug in Balsa, never a fault of the world.
    public static final class BrokenInvariant extends IllegalStateException {
        private static final long serialVersionUID = 1;

        BrokenInvariant(String rule) {
            super("broken invariant: " + rule);
        }
    }
}
