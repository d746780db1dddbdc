package io.balsa.examples.matching.book;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A book so simple that it is plainly right: one list, looked through from the start each time.
final class NaiveBook {
    private final List<Order> orders = new ArrayList<>();
    private long sequence;

    Placement place(NewOrder order) {
        sequence++;
        var limit = order.limit();
        var open = order.volume().lots();
        var fills = new ArrayList<Fill>();
        for (var maker : bestFirst(order.side().opposite())) {
            if (open == 0 || (limit != null && isTooFar(order.side(), limit, maker.price()))) {
                break;
            }
            var traded = Math.min(open, maker.volume().lots());
            open -= traded;
            fills.add(new Fill(maker, new Volume(traded)));
            trade(maker, traded);
        }
        var rest = new Volume(open);
        if (open == 0 || limit == null) {
            return new Placement(sequence, fills, rest, false);
        }
        orders.add(new Order(sequence, order.side(), limit, rest, order.id()));
        return new Placement(sequence, fills, rest, true);
    }

    private static boolean isTooFar(Side side, Price limit, Price price) {
        return side == Side.BUY ? price.ticks() > limit.ticks() : price.ticks() < limit.ticks();
    }

    private void trade(Order maker, long lots) {
        var place = orders.indexOf(maker);
        orders.remove(place);
        if (lots < maker.volume().lots()) {
            var left = new Volume(maker.volume().lots() - lots);
            orders.add(
                    place,
                    new Order(maker.sequence(), maker.side(), maker.price(), left, maker.id()));
        }
    }

    @Nullable Order cancel(long number) {
        for (var order : orders) {
            if (order.sequence() == number) {
                orders.remove(order);
                return order;
            }
        }
        return null;
    }

    List<Order> orders() {
        var all = bestFirst(Side.BUY);
        all.addAll(bestFirst(Side.SELL));
        return all;
    }

    private List<Order> bestFirst(Side side) {
        var byPrice = Comparator.comparingLong((Order order) -> order.price().ticks());
        var found = new ArrayList<>(orders.stream().filter(o -> o.side() == side).toList());
        found.sort(
                (side == Side.BUY ? byPrice.reversed() : byPrice)
                        .thenComparingLong(Order::sequence));
        return found;
    }
}
