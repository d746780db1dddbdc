package io.balsa.client;

import static com.google.protobuf.ByteString.copyFrom;
import static com.google.protobuf.ByteString.copyFromUtf8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.SplittableRandom;

class ClientOptionsTest {
    @Test
    void sayWhatMakesNoSense() {
        assertThatThrownBy(ClientOptions::of).hasMessage("0 endpoints: 1 to 64 make sense");
        assertThatThrownBy(() -> ClientOptions.of("h:1").within(Duration.ZERO))
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> new ClientLimits(1, 257, 1))
                .hasMessage("257 unanswered writes: the store remembers the answers of 256");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("must be positive, and not above the other");
        assertThatThrownBy(() -> RangeQuery.of(KeyRange.ALL).limited(-1))
                .hasMessage("a limit of -1: 0 stands for none");
    }

    @Test
    void waitLongerFromRoundToRoundUpToAMaximum() {
        var backoff = new Backoff(Duration.ofNanos(100), Duration.ofNanos(1_000));
        var random = new SplittableRandom(1);
        for (var i = 0; i < 1_000; i++) {
            assertThat(backoff.nanos(0, random)).isBetween(50L, 100L);
            assertThat(backoff.nanos(1, random)).isBetween(100L, 200L);
            assertThat(backoff.nanos(4, random)).isBetween(500L, 1_000L);
            assertThat(backoff.nanos(Integer.MAX_VALUE, random)).isBetween(500L, 1_000L);
        }
    }

    @Test
    void endARangeBehindAllKeysWithItsPrefix() {
        assertThat(KeyRange.startingWith(copyFromUtf8("ab")).end()).isEqualTo(copyFromUtf8("ac"));
        assertThat(KeyRange.startingWith(bytes(1, 0xff)).end()).isEqualTo(bytes(2));
        assertThat(KeyRange.startingWith(bytes(0xff)).end()).isEqualTo(bytes(0));
        assertThat(KeyRange.startingWith(ByteString.EMPTY)).isEqualTo(KeyRange.ALL);
    }

    private static ByteString bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return copyFrom(bytes);
    }
}
