package io.balsa.examples.matching.machine;

import io.balsa.examples.matching.book.NewOrder;
import io.balsa.examples.matching.book.Price;
import io.balsa.examples.matching.book.Side;
import io.balsa.examples.matching.book.Volume;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/// Commands in few words, and at random.
final class Commands {
    private Commands() {}

    static Command buy(int id, String volume, String limit) {
        return place(id, Side.BUY, volume, Price.of(new BigDecimal(limit)));
    }

    static Command sell(int id, String volume, String limit) {
        return place(id, Side.SELL, volume, Price.of(new BigDecimal(limit)));
    }

    static Command place(int id, Side side, String volume, @Nullable Price limit) {
        return new Command.Place(new NewOrder(id, side, Volume.of(new BigDecimal(volume)), limit));
    }

    static Command random(SplittableRandom random) {
        var side = random.nextBoolean() ? Side.BUY : Side.SELL;
        var price = random.nextInt(6) == 0 ? null : new Price(random.nextLong(90, 111));
        return switch (random.nextInt(6)) {
            case 0 -> new Command.Set("key " + random.nextInt(20), "ü" + random.nextInt());
            case 1 -> new Command.Cancel(random.nextLong(300), null, null);
            case 2 -> new Command.Cancel(random.nextLong(300), side, price);
            default -> {
                var volume = new Volume(random.nextLong(1, 100));
                yield new Command.Place(new NewOrder(random.nextLong(), side, volume, price));
            }
        };
    }
}
