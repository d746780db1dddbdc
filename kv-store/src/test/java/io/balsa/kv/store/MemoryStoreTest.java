package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The store of many runs does what a sorted map does.
class MemoryStoreTest {
    private final MemoryStore store = new MemoryStore();
    private final TreeMap<Bytes, KeyValue> map = new TreeMap<>();

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store.get(Bytes.of("k"))).isNull();
        assertThat(store.count(KeyRange.ALL)).isZero();
        assertThat(scan(KeyRange.ALL)).isEmpty();
        store.remove(Bytes.of("k"));
    }

    @Test
    void keysInAscendingOrder() {
        for (var i = 0; i < 5_000; i++) {
            put(i);
        }
        agree(5_000);
    }

    @Test
    void keysInDescendingOrder() {
        for (var i = 5_000; i > 0; i--) {
            put(i);
        }
        agree(5_000);
    }

    @Test
    void growsAndShrinksAtRandom() {
        var random = new SplittableRandom(3);
        for (var puts = 9; puts > 0; puts -= 2) {
            for (var i = 0; i < 20_000; i++) {
                var number = random.nextInt(10_000);
                if (random.nextInt(10) < puts) {
                    put(number);
                } else {
                    remove(number);
                }
            }
            agree(10_000);
        }
    }

    @Test
    void canBeEmptiedAndFilledAgain() {
        for (var i = 0; i < 3_000; i++) {
            put(i);
        }
        for (var i = 0; i < 3_000; i++) {
            remove((i * 7) % 3_000);
        }
        agree(3_000);
        put(1);
        agree(3_000);
    }

    private void agree(int numbers) {
        assertThat(scan(KeyRange.ALL)).isEqualTo(List.copyOf(map.values()));
        assertThat(store.count(KeyRange.ALL)).isEqualTo(map.size());
        var random = new SplittableRandom(5);
        for (var i = 0; i < 200; i++) {
            var from = key(random.nextInt(-5, numbers + 5));
            var end = key(random.nextInt(-5, numbers + 5));
            assertThat(store.get(from)).isEqualTo(map.get(from));
            agree(KeyRange.from(from), map.tailMap(from).values());
            agree(
                    new KeyRange(from, end),
                    from.compareTo(end) < 0 ? map.subMap(from, end).values() : List.of());
        }
    }

    private void agree(KeyRange range, Collection<KeyValue> expected) {
        assertThat(store.count(range)).isEqualTo(expected.size());
        assertThat(scan(range)).isEqualTo(List.copyOf(expected));
    }

    private List<KeyValue> scan(KeyRange range) {
        var seen = new ArrayList<KeyValue>();
        store.scan(range, seen::add);
        return seen;
    }

    private void put(int number) {
        var pair = KeyValue.created(key(number), Bytes.EMPTY, map.size() + 2);
        store.put(pair);
        map.put(pair.key(), pair);
    }

    private void remove(int number) {
        store.remove(key(number));
        map.remove(key(number));
    }

    private static Bytes key(int number) {
        return Bytes.of("%06d".formatted(number));
    }
}
