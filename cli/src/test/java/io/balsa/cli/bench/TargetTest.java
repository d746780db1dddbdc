package io.balsa.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.client.Endpoint;

import org.junit.jupiter.api.Test;

import java.util.List;

class TargetTest {
    @Test
    void aWordWithAnEqualsSignBeginsTheNextTarget() {
        assertThat(Target.parseAll("balsa=h:1,h:2,etcd=h:3"))
                .containsExactly(
                        new Target("balsa", List.of(new Endpoint("h", 1), new Endpoint("h", 2))),
                        new Target("etcd", List.of(new Endpoint("h", 3))));
    }

    @Test
    void theFirstWordMustNameATarget() {
        assertThatThrownBy(() -> Target.parseAll("h:1,etcd=h:3"))
                .hasMessageContaining("should be NAME=endpoint,endpoint");
    }
}
