package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class BackoffTest {
    private final Backoff backoff =
            new Backoff(new TransportTiming(1, 1, 1, 1_000, 5_000), new SplittableRandom(3));

    @Test
    void doublesUpToItsLimitWithAThrowOfTheDice() {
        assertThat(backoff.next()).isBetween(500L, 1_000L);
        assertThat(backoff.next()).isBetween(1_000L, 2_000L);
        assertThat(backoff.next()).isBetween(2_000L, 4_000L);
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).isBetween(2_500L, 5_000L);
        }
    }

    @Test
    void startsAgainAfterAReset() {
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isBetween(500L, 1_000L);
    }
}
