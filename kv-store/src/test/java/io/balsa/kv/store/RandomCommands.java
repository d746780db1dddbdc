package io.balsa.kv.store;

import io.balsa.kv.store.Command.DeleteRange;
import io.balsa.kv.store.Command.Put;
import io.balsa.kv.store.Command.Txn;
import io.balsa.kv.store.Compare.Attribute;
import io.balsa.kv.store.Compare.OfNumber;
import io.balsa.kv.store.Compare.OfValue;
import io.balsa.kv.store.Compare.Relation;
import io.balsa.kv.store.RangeQuery.Order;
import io.balsa.kv.store.RangeQuery.Projection;
import io.balsa.kv.store.RangeQuery.RevisionFilter;
import io.balsa.kv.store.RangeQuery.Sort;
import io.balsa.kv.store.RangeQuery.SortBy;
import io.balsa.kv.store.RangeQuery.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Commands over few keys, so that they meet. One seed, one series.
final class RandomCommands {
    private static final int[] KEY_BYTES = {'a', 'b', 0, 0x7f, 0x80, 0xff};

    private final SplittableRandom random;

    RandomCommands(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Command command() {
        return command(2);
    }

    private Command command(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0, 1, 2, 3 -> put();
            case 4, 5 -> new DeleteRange(keys(), random.nextBoolean());
            default ->
                    new Txn(
                            some(2, this::compare),
                            some(3, () -> operation(depth - 1)),
                            some(3, () -> operation(depth - 1)));
        };
    }

    RangeQuery query() {
        return new RangeQuery(
                keys(),
                random.nextInt(8) == 0 ? random.nextInt(-1, 30) : 0,
                random.nextInt(4) == 0 ? new RevisionFilter(span(), span()) : RevisionFilter.NONE,
                new Sort(one(SortBy.values()), one(Order.values())),
                random.nextInt(-1, 5),
                one(Projection.values()));
    }

    @Nullable Once once() {
        return random.nextInt(3) == 0
                ? null
                : new Once(
                        Bytes.of("s" + random.nextInt(5)),
                        random.nextInt(12),
                        random.nextInt(3) > 0,
                        random.nextInt(10));
    }

    private Operation operation(int depth) {
        return random.nextInt(3) == 0 ? query() : command(depth);
    }

    private Put put() {
        var value = random.nextInt(6) == 0 ? null : bytes(random.nextInt(4));
        return new Put(key(), value, random.nextBoolean());
    }

    private Compare compare() {
        var relation = one(Relation.values());
        return random.nextBoolean()
                ? new OfValue(keys(), relation, bytes(random.nextInt(3)))
                : new OfNumber(keys(), one(Attribute.values()), relation, random.nextInt(-1, 12));
    }

    private KeyRange keys() {
        var key = key();
        return switch (random.nextInt(6)) {
            case 0 -> KeyRange.from(key);
            case 1 -> KeyRange.prefix(key);
            case 2 -> KeyRange.ALL;
            case 3 -> new KeyRange(key, key());
            default -> KeyRange.of(key);
        };
    }

    private Span span() {
        return random.nextBoolean() ? Span.ANY : new Span(random.nextInt(12), random.nextInt(20));
    }

    private Bytes key() {
        return random.nextInt(40) == 0 ? Bytes.EMPTY : bytes(1 + random.nextInt(2));
    }

    private Bytes bytes(int size) {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) {
            bytes[i] = (byte) KEY_BYTES[random.nextInt(KEY_BYTES.length)];
        }
        return Bytes.owning(bytes);
    }

    private <T> T one(T[] constants) {
        return constants[random.nextInt(constants.length)];
    }

    private <T> List<T> some(int most, Supplier<T> each) {
        return Stream.generate(each).limit(random.nextInt(most + 1)).toList();
    }
}
