package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How much a leader sends ahead to one follower: three messages, or a hundred bytes.
class InFlightTest {
    private static final Limits LIMITS = new Limits(10, 1_000, 3, 100, 10, 1_000);

    private final InFlight inFlight = new InFlight();

    @Test
    void hasRoomForOneMessageHoweverLarge() {
        assertThat(inFlight.hasRoomFor(1_000, LIMITS)).isTrue();

        inFlight.add(1, 1_000);
        assertThat(inFlight.hasRoomFor(1, LIMITS)).isFalse();
        inFlight.arrive(1);

        assertThat(inFlight.hasRoomFor(1_000, LIMITS)).isTrue();
    }

    @Test
    void hasRoomForSoManyMessages() {
        inFlight.add(1, 0);
        inFlight.add(2, 0);
        assertThat(inFlight.hasRoomFor(0, LIMITS)).isTrue();

        inFlight.add(3, 0);
        assertThat(inFlight.hasRoomFor(0, LIMITS)).isFalse();

        inFlight.arrive(1);
        assertThat(inFlight.hasRoomFor(0, LIMITS)).isTrue();
    }

    @Test
    void hasRoomForSoManyBytes() {
        inFlight.add(1, 30);
        inFlight.add(2, 30);

        assertThat(inFlight.hasRoomFor(40, LIMITS)).isTrue();
        assertThat(inFlight.hasRoomFor(41, LIMITS)).isFalse();
        inFlight.arrive(1);
        assertThat(inFlight.hasRoomFor(70, LIMITS)).isTrue();
        assertThat(inFlight.hasRoomFor(71, LIMITS)).isFalse();
    }

    @Test
    void tellsWhenTheLastHasArrived() {
        assertThat(inFlight.arrive(1)).isFalse();
        inFlight.add(1, 10);
        inFlight.add(3, 10);

        assertThat(inFlight.arrive(2)).isFalse();
        assertThat(inFlight.arrive(3)).isTrue();
        assertThat(inFlight.arrive(3)).isFalse();
    }
}
