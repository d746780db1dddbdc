package io.balsa.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.cli.Cli;
import io.balsa.cli.LiveGroup;
import io.balsa.cli.console.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatusCommandTest {
    @RegisterExtension final LiveGroup group = new LiveGroup();

    @Test
    void showsARowForEachMemberAndWhyOneDoesNotAnswer() throws Exception {
        var up = LiveGroup.endpoint(group.alone());
        var down = LiveGroup.unusedEndpoint();

        var outcome = Cli.run("cluster", "status", "-e", up + "," + down);

        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        balsa: %s does not answer: connection refused
                        Is it running, and is that its port for clients?
                        """
                                .formatted(down));
        assertThat(outcome.out().lines().map(line -> String.join("|", line.split(" {2,}", -1))))
                .anyMatch(line -> line.startsWith("ENDPOINT|MEMBER|ROLE|LEADER|TERM|COMMIT|"))
                .anyMatch(line -> line.matches(up + "\\|1\\|Leader\\|1(\\|\\d+){4}\\|(yes|no)"))
                .contains(down + "|-|connection refused|-|-|-|-|-|-")
                .contains("Members as the leader sees them:")
                .anyMatch(line -> line.matches("1\\|voter\\|127.0.0.1:\\d+\\|-\\|-\\|leads"));
    }

    @Test
    void printsJsonForPrograms() throws Exception {
        var up = LiveGroup.endpoint(group.alone());
        var down = LiveGroup.unusedEndpoint();

        var json = Json.parse(Cli.run("status", "-o", "json", "-e", up + "," + down).out());

        assertThat(json.get(0).get("endpoint").asText()).isEqualTo(up);
        assertThat(json.get(0).get("role").asText()).isEqualTo("Leader");
        assertThat(json.get(0).get("leader").asLong()).isOne();
        assertThat(json.at("/0/membership/members/0/voter").asBoolean()).isTrue();
        assertThat(json.get(1).get("unreachable").asText()).isEqualTo("connection refused");
    }

    @Test
    void endsWithZeroWhenAllAreThereAndOneLeads() throws Exception {
        var servers = group.three();
        LiveGroup.leader(servers);
        var all = LiveGroup.endpoints(servers);
        LiveGroup.await(
                () -> Cli.run("cluster", "status", "-e", all).out().contains("replicating"));

        var outcome = Cli.run("cluster", "status", "-e", all);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("replicating", "voter");
    }

    @Test
    void endsWithThreeWhenNobodyAnswers() throws Exception {
        var outcome = Cli.run("cluster", "status", "-e", LiveGroup.unusedEndpoint());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).contains("connection refused");
    }
}
