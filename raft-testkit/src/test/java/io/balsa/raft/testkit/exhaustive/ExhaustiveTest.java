package io.balsa.raft.testkit.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Every state of groups so small that a build has the time. What it looked at is printed: see it
/// with `-Dmaven.test.redirectTestOutputToFile=false`.
class ExhaustiveTest {
    static Stream<Bounds> bounds() {
        return Stream.concat(Stream.of(Checks.SMALL), Stream.of(Checks.TWO_LEADERS));
    }

    /// The largest takes half a minute of a core, which a busy machine may take long to find.
    @ParameterizedTest
    @MethodSource("bounds")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void findsNothingInAnyState(Bounds bounds) {
        var census = Exploration.of(bounds);

        System.out.println(census);
        assertThat(census.violation()).as(census.way()).isNull();
        assertThat(census.unmet()).as("what makes the rules bite").isEmpty();
    }

    @Test
    void namesNothingThatTheCoreDoesNotHave() {
        assertThat(Shape.unknownNames()).isEmpty();
    }
}
