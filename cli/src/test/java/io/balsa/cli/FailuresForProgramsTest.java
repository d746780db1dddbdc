package io.balsa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.cli.Cli.Outcome;
import io.balsa.cli.console.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With `--output json` a failure is one object on one line of the error output.
class FailuresForProgramsTest {
    @RegisterExtension final LiveGroup group = new LiveGroup();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "put a --output json",
                "put a -o JSON",
                "put a -ojson",
                "put a --output=json",
                "get a b -o json",
                "get -o json --frobnicate"
            })
    void aCommandLineThatMakesNoSense(String line) throws Exception {
        var failure = failure(Cli.run(line.split(" ")));

        assertThat(failure.get("code").asText()).isEqualTo("usage");
        assertThat(failure.get("exit_code").asInt()).isEqualTo(2);
        assertThat(failure.get("member").isNull()).isTrue();
        assertThat(failure.get("remedy").asText()).contains("--help'");
    }

    @Test
    void whatIsNoOptionIsNoWishForJson() {
        assertThat(Cli.run("get", "--", "-o", "json").err()).startsWith("balsa: ");
        assertThat(Cli.run("get", "a", "b", "-o", "table").err()).startsWith("balsa: ");
    }

    @Test
    void nobodyIsThere() throws Exception {
        var nobody = LiveGroup.unusedEndpoint();

        for (var command : new String[] {"get k", "cluster transfer", "cluster watch"}) {
            var failure = failure(Cli.run((command + " -o json -e " + nobody).split(" ")));

            assertThat(failure.get("code").asText()).isEqualTo("unreachable");
            assertThat(failure.get("member").asText()).isEqualTo(nobody);
            assertThat(failure.get("exit_code").asInt()).isEqualTo(3);
            assertThat(failure.get("message").asText()).contains(nobody + ": connection refused");
            assertThat(failure.get("remedy").asText()).contains("--endpoints");
        }
    }

    @Test
    void whatAMemberRefusesAndWhatIsNotThere() throws Exception {
        var endpoint = LiveGroup.endpoint(group.alone());

        var unknown = failure(Cli.run("cluster", "promote", "9", "-o", "json", "-e", endpoint));
        assertThat(unknown.get("code").asText()).isEqualTo("unknown_member");
        assertThat(unknown.get("member").asText()).isEqualTo(endpoint);
        assertThat(unknown.get("remedy").asText()).contains("lists the members");
        assertThat(unknown.get("may_have_happened").asBoolean()).isFalse();

        var missing = Cli.run("get", "k", "-o", "json", "-e", endpoint);
        assertThat(Json.parse(missing.err()).get("code").asText()).isEqualTo("not_found");
        assertThat(Json.parse(missing.out()).get("count").asInt()).isZero();
        assertThat(missing.exitCode()).isOne();

        var other = Cli.run("cas", "k", "v", "--if-version", "2", "-o", "json", "-e", endpoint);
        assertThat(Json.parse(other.err()).get("code").asText()).isEqualTo("not_as_expected");
        assertThat(Json.parse(other.out()).get("succeeded").asBoolean()).isFalse();
    }

    private static JsonNode failure(Outcome outcome) throws Exception {
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).hasLineCount(1);
        var failure = Json.parse(outcome.err());
        assertThat(failure.get("exit_code").asInt()).isEqualTo(outcome.exitCode());
        assertThat(failure.get("message").asText()).isNotEmpty();
        return failure;
    }
}
