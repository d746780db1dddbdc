package io.balsa.examples.matching.machine;

import io.balsa.examples.matching.book.Order;
import io.balsa.examples.matching.book.OrderBook;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.StateView;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An order book and a map of texts, replicated. What makes no sense is refused, and never stops
/// the member.
///
/// Commands and queries come from one thread at a time, as [StateMachine] promises.
public final class Exchange implements StateMachine<Outcome> {
    private OrderBook book = new OrderBook();
    private SortedMap<String, String> values = new TreeMap<>();

    @Override
    public Outcome apply(EntryId id, ByteBuffer command) {
        try {
            return apply(CommandFormat.decode(command));
        } catch (IllegalArgumentException malformed) {
            return new Outcome.Refused("this is no command: " + malformed.getMessage());
        }
    }

    private Outcome apply(Command command) {
        return switch (command) {
            case Command.Set set -> set(set);
            case Command.Place(var order) -> {
                if (order.limit() != null && book.isFull()) {
                    yield new Outcome.Refused(
                            "the book is full: %d orders rest".formatted(book.size()));
                }
                yield new Outcome.Placed(book.place(order));
            }
            case Command.Cancel cancel -> {
                var order = book.order(cancel.sequence());
                yield new Outcome.Cancelled(
                        order != null && cancel.isFor(order)
                                ? book.cancel(cancel.sequence())
                                : null);
            }
        };
    }

    private Outcome set(Command.Set set) {
        if (set.key().length() > ExchangeLimits.KEY_CHARACTERS_MAX
                || set.value().length() > ExchangeLimits.VALUE_CHARACTERS_MAX) {
            return new Outcome.Refused(
                    "a key has at most %d characters, a value %d"
                            .formatted(
                                    ExchangeLimits.KEY_CHARACTERS_MAX,
                                    ExchangeLimits.VALUE_CHARACTERS_MAX));
        }
        if (values.size() >= ExchangeLimits.KEYS_MAX && !values.containsKey(set.key())) {
            return new Outcome.Refused(
                    "there are %d keys, and no more may be".formatted(values.size()));
        }
        values.put(set.key(), set.value());
        return new Outcome.Stored(set.value());
    }

    // ---- Queries: on the apply lane, by way of a read ----

    /// The text of a key, null when it has none.
    public @Nullable String value(String key) {
        return values.get(key);
    }

    /// The number of the last order that was placed.
    public long sequence() {
        return book.sequence();
    }

    /// How many orders rest.
    public int size() {
        return book.size();
    }

    /// All that rest, in a list of their own: the bids, best first, then the asks, best first.
    public List<Order> orders() {
        return book.orders();
    }

    /// Everything, in a copy of its own.
    public ExchangeState state() {
        return new ExchangeState(book.sequence(), book.orders(), new TreeMap<>(values));
    }

    // ---- Snapshots ----

    /// Orders never change, so it is enough to copy the list of them: milliseconds for a full book.
    @Override
    public StateView view() {
        return state();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        var state = ExchangeState.readFrom(in);
        try {
            book = OrderBook.of(state.sequence(), state.orders());
        } catch (IllegalArgumentException e) {
            throw new IOException("the snapshot holds no order book", e);
        }
        values = new TreeMap<>(state.values());
    }
}
