package io.balsa.examples.matching.book;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The orders that rest on one side: price levels, best first, each a queue in order of arrival.
/// Finding, adding and removing an order costs the logarithm of the number of levels, however many
/// orders a level has.
final class BookSide {
    private final NavigableMap<Price, LinkedHashMap<Long, Order>> levels;

    BookSide(Side side) {
        levels = new TreeMap<>(side.bestFirst());
    }

    /// The order that trades next, null when there is none.
    @Nullable Order best() {
        var level = levels.firstEntry();
        return level == null ? null : level.getValue().firstEntry().getValue();
    }

    void add(Order order) {
        levels.computeIfAbsent(order.price(), _ -> new LinkedHashMap<>())
                .put(order.sequence(), order);
    }

    /// Puts `order` in the place of the one with its sequence number, which keeps its turn.
    void replace(Order order) {
        add(order);
    }

    void remove(Order order) {
        levels.computeIfPresent(
                order.price(),
                (_, level) -> {
                    level.remove(order.sequence());
                    return level.isEmpty() ? null : level;
                });
    }

    void forEach(Consumer<Order> visitor) {
        levels.values().forEach(level -> level.values().forEach(visitor));
    }
}
