package io.balsa.examples.matching.book;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A book of limit orders, matched by price, then by time. For one thread at a time.
///
/// The best bid is always below the best ask: orders that could trade with each other have.
public final class OrderBook {
    /// How many orders may rest. A further limit order is refused, whether it would trade or not.
    public static final int ORDERS_MAX = 1_000_000;

    private final int ordersMax;
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private final Map<Long, Order> bySequence = new HashMap<>();
    private long sequence;

    public OrderBook() {
        this(ORDERS_MAX);
    }

    OrderBook(int ordersMax) {
        this.ordersMax = ordersMax;
    }

    /// A book as [#orders] and [#sequence] told it.
    ///
    /// @throws IllegalArgumentException when no book could have told this
    public static OrderBook of(long sequence, List<Order> orders) {
        var book = new OrderBook();
        book.sequence = sequence;
        for (var order : orders) {
            if (order.sequence() <= 0
                    || order.sequence() > sequence
                    || book.bySequence.put(order.sequence(), order) != null) {
                throw new IllegalArgumentException("no book holds " + order);
            }
            book.side(order.side()).add(order);
        }
        if (orders.size() > ORDERS_MAX || book.isCrossed() || !book.orders().equals(orders)) {
            throw new IllegalArgumentException("these orders are not as a book has them");
        }
        return book;
    }

    private boolean isCrossed() {
        var bid = bids.best();
        var ask = asks.best();
        return bid != null && ask != null && bid.price().compareTo(ask.price()) >= 0;
    }

    /// The number of the last order that was placed; 0 before the first.
    public long sequence() {
        return sequence;
    }

    /// How many orders rest.
    public int size() {
        return bySequence.size();
    }

    /// May a limit order still be placed?
    public boolean isFull() {
        return bySequence.size() >= ordersMax;
    }

    /// Places an order: it trades with the orders on the other side, the best first and of those
    /// the oldest, as far as its limit allows. What is left of a limit order then rests.
    ///
    /// @throws IllegalStateException when the order has a limit and the book [#isFull]
    public Placement place(NewOrder order) {
        if (order.limit() != null && isFull()) {
            throw new IllegalStateException("the book is full");
        }
        sequence++;
        var fills = new ArrayList<Fill>();
        var open = match(order, fills);
        var limit = order.limit();
        if (limit == null || open.isNone()) {
            return new Placement(sequence, fills, open, false);
        }
        var resting = new Order(sequence, order.side(), limit, open, order.id());
        side(order.side()).add(resting);
        bySequence.put(sequence, resting);
        return new Placement(sequence, fills, open, true);
    }

    /// Trades as much of `order` as it can, and returns what is left.
    private Volume match(NewOrder order, List<Fill> fills) {
        var makers = side(order.side().opposite());
        var open = order.volume();
        while (!open.isNone()) {
            var maker = makers.best();
            if (maker == null || !order.accepts(maker.price())) {
                break;
            }
            var fill = new Fill(maker, open.orLess(maker.volume()));
            fills.add(fill);
            open = open.minus(fill.volume());
            settle(makers, fill);
        }
        return open;
    }

    private void settle(BookSide makers, Fill fill) {
        var maker = fill.maker();
        if (fill.left().isNone()) {
            makers.remove(maker);
            bySequence.remove(maker.sequence());
        } else {
            var rest = maker.withVolume(fill.left());
            makers.replace(rest);
            bySequence.put(rest.sequence(), rest);
        }
    }

    /// The order with this number, null when none rests.
    public @Nullable Order order(long sequence) {
        return bySequence.get(sequence);
    }

    /// Takes an order out, and returns it; null when none with this number rests.
    public @Nullable Order cancel(long sequence) {
        var order = bySequence.remove(sequence);
        if (order != null) {
            side(order.side()).remove(order);
        }
        return order;
    }

    /// All that rest, in a list of their own: the bids, best first, then the asks, best first.
    public List<Order> orders() {
        var orders = new ArrayList<Order>(bySequence.size());
        bids.forEach(orders::add);
        asks.forEach(orders::add);
        return orders;
    }

    private BookSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
