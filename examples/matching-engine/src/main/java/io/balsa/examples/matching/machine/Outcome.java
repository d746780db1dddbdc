package io.balsa.examples.matching.machine;

import io.balsa.examples.matching.book.Order;
import io.balsa.examples.matching.book.Placement;

import org.jspecify.annotations.Nullable;

/// What became of a [Command].
public sealed interface Outcome {
    /// The key has this value now.
    record Stored(String value) implements Outcome {}

    /// The order has come to the book.
    record Placed(Placement placement) implements Outcome {}

    /// There is no such order any more.
    ///
    /// @param order what was taken out, null when there was no such order
    record Cancelled(@Nullable Order order) implements Outcome {}

    /// Nothing was changed.
    ///
    /// @param reason for people
    record Refused(String reason) implements Outcome {}
}
