package io.balsa.raft.testkit.history;

import java.util.List;

/// What a [LinearizabilityChecker] found.
public sealed interface Verdict {
    /// Some order explains everything that clients saw.
    record Linearizable() implements Verdict {}

    /// No order of the operations on `key` explains what clients saw.
    ///
    /// @param explained how many of the answered operations the best order that was found explains
    /// @param operations all operations on the key
    record NotLinearizable(String key, int explained, List<? extends Operation<?, ?>> operations)
            implements Verdict {
        @Override
        public String toString() {
            var text = new StringBuilder();
            text.append("no order of the operations on ").append(key);
            text.append(" explains all answers; the best one explains ").append(explained);
            operations.forEach(operation -> text.append("\n  ").append(operation));
            return text.toString();
        }
    }

    /// The search for an order was given up after `steps` attempts.
    record Undecided(String key, long steps) implements Verdict {}
}
