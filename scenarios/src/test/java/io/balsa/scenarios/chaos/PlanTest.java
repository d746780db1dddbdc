package io.balsa.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import io.balsa.scenarios.chaos.Plan.Step;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class PlanTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aSeedSaysEverything() {
        assertThat(Plan.draw(7, 5, MINUTE)).isEqualTo(Plan.draw(7, 5, MINUTE));
        assertThat(Plan.draw(7, 5, MINUTE)).isNotEqualTo(Plan.draw(8, 5, MINUTE));
    }

    @Test
    void aLongerPlanBeginsAsTheShorterOneDoes() {
        var shorter = Plan.draw(7, 3, MINUTE).steps();

        assertThat(Plan.draw(7, 3, MINUTE.multipliedBy(5)).steps()).startsWith(array(shorter));
    }

    private static Step[] array(List<Step> steps) {
        return steps.toArray(Step[]::new);
    }

    @Test
    void everyKindOfFaultOccurs() {
        for (var members = 3; members <= 5; members += 2) {
            var kinds =
                    Plan.draw(1, members, MINUTE).steps().stream()
                            .flatMap(step -> step.faults().stream())
                            .map(Object::getClass)
                            .collect(toSet());

            assertThat(kinds).hasSize(Fault.class.getPermittedSubclasses().length);
        }
    }
}
