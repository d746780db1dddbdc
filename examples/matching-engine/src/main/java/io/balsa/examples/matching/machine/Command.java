package io.balsa.examples.matching.machine;

import io.balsa.examples.matching.book.NewOrder;
import io.balsa.examples.matching.book.Order;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;

import org.jspecify.annotations.Nullable;

/// What can be asked of an [Exchange].
public sealed interface Command {
    /// Sets a key to a text.
    record Set(String key, String value) implements Command {}

    /// Places an order.
    record Place(NewOrder order) implements Command {}

    /// Takes an order out of the book.
    ///
    /// @param sequence the book's number for it
    /// @param side when given, an order of the other side is left alone
    /// @param price when given, an order at another price is left alone
    record Cancel(long sequence, @Nullable Side side, @Nullable Price price) implements Command {
        boolean isFor(Order order) {
            return (side == null || side == order.side())
                    && (price == null || price.equals(order.price()));
        }
    }
}
