package io.balsa.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

class KeySpaceTest {
    @Test
    void keysAreNumberedAndOfOneLength() {
        var space = new KeySpace(16, 10_000);

        assertThat(space.key(0).toStringUtf8()).isEqualTo("bench-0000000000");
        assertThat(space.key(9_999).toStringUtf8()).isEqualTo("bench-0000009999");
    }

    @Test
    void saysHowLongKeysMustBe() {
        assertThatThrownBy(() -> new KeySpace(9, 10_000))
                .hasMessage("--key-bytes 9 is too short for --keys 10000: it takes at least 10");
        assertThat(new KeySpace(10, 10_000).key(1).toStringUtf8()).isEqualTo("bench-0001");
    }

    @Test
    void ticketsSpreadEvenlyOverAllKeys() {
        var space = new KeySpace(16, 10);
        var counts = new int[10];

        LongStream.range(0, 10_000).forEach(ticket -> counts[(int) space.spread(ticket)]++);

        assertThat(IntStream.of(counts).boxed()).allMatch(count -> count > 900 && count < 1_100);
    }
}
