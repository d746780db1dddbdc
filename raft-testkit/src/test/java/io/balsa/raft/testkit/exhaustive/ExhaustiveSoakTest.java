package io.balsa.raft.testkit.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Every state of groups for which a build has no time: `mvn -Psoak -pl raft-testkit -am verify
/// -Dtest=ExhaustiveSoakTest`. `-Dcheck.bounds=3,3,1,1,0,false,false,NOTHING_ELSE` tries other
/// bounds, in the order of [Bounds].
@Tag("soak")
class ExhaustiveSoakTest {
    static Stream<Bounds> bounds() {
        var chosen = System.getProperty("check.bounds");
        return chosen == null ? Stream.of(Checks.LARGE) : Stream.of(Bounds.parse(chosen));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void findsNothingInAnyState(Bounds bounds) {
        var census = Exploration.of(bounds);

        System.out.println(census);
        assertThat(census.violation()).as(census.way()).isNull();
        assertThat(census.unmet()).as("what makes the rules bite").isEmpty();
    }
}
