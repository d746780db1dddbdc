package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.LongStream;

/// Groups whose members come and go at random stay safe, and go on once they are left alone. The
/// core alone, so that a build tries many; the simulator tries whole members.
class ChurnTest {
    @ParameterizedTest(name = "-Dchurn.seed={0}")
    @MethodSource("seeds")
    void staysSafeAndGoesOn(long seed) {
        var churn = new Churn(seed);

        churn.run(2_000);
        churn.heal();
    }

    /// Otherwise all changes may be refused, and nothing is tried.
    @Test
    void triesSomething() {
        var moves = 0;
        for (var seed = 1; seed <= 20; seed++) {
            var churn = new Churn(seed);
            churn.run(2_000);
            moves += churn.moves();
        }

        assertThat(moves).isGreaterThan(200);
    }

    static LongStream seeds() {
        var chosen = Long.getLong("churn.seed");
        return chosen != null
                ? LongStream.of(chosen)
                : LongStream.rangeClosed(1, Long.getLong("churn.seeds", 150));
    }
}
