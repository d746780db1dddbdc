package io.balsa.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The scripts tell the truth: 0 when all went well, something else when not, and nothing that they
/// started outlives them.
class ScriptsTest {
    private static final Pattern PROCESS = Pattern.compile("started member \\d.*process (\\d+)");

    /// The constants of the failover scenario are meant for a machine that does nothing else.
    private static final Map<String, String> PATIENT = Map.of("PATIENCE", "4");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"test-cluster.sh", "simulate_cluster.sh", "basic_failover.sh"})
    void goesThroughItsStory(String name) throws Exception {
        try (var script = Script.start(name, folder, PATIENT, List.of())) {
            var result = script.awaitEnd();

            assertThat(result.failedChecks()).isEmpty();
            assertThat(result.end()).matches("(?s).*\nPASSED: [1-9]\\d+ checks passed, 0 failed\n");
            assertThat(result.exitCode()).isZero();
            assertThat(members(result.output())).hasSize(4).noneMatch(ScriptsTest::isRunning);
            assertThat(dataFolders()).isEmpty();
        }
    }

    @Test
    void withoutAKubernetesClusterItsScenarioIsSkippedAndSaysWhy() throws Exception {
        var without = Map.of("KUBECTL", "no-such-kubectl");
        try (var script = Script.start("k8s_failover.sh", folder, without, List.of())) {
            var result = script.awaitEnd();

            assertThat(result.output()).isEqualTo("SKIPPED: there is no no-such-kubectl\n");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void whoeverAsksForAKubernetesClusterIsToldThatThereIsNone() throws Exception {
        var strict = Map.of("KUBECTL", "false", "K8S_RUNNER_REQUIRE_CLUSTER", "1");
        try (var script = Script.start("k8s_failover.sh", folder, strict, List.of())) {
            var result = script.awaitEnd();

            assertThat(result.output()).contains("kubectl reaches no cluster");
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aFailedCheckIsToldWithTheLogsAndFailsTheScript() throws Exception {
        var tooSmall = List.of("--set", "limits.value_bytes_max=1");
        try (var script = Script.start("test-cluster.sh", folder, Map.of(), tooSmall)) {
            var result = script.awaitEnd();

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output())
                    .contains("WRONG", "member-1.log", "member 1 leads")
                    .containsPattern("\nFAILED: \\d+ checks passed, [1-9]\\d* failed; .*\n$");
            assertThat(members(result.output())).isNotEmpty().noneMatch(ScriptsTest::isRunning);
        }
    }

    @Test
    void aPortThatIsTakenFailsTheScript() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = clientPorts(taken.getLocalPort());
            try (var script =
                    Script.start(
                            "simulate_cluster.sh",
                            folder,
                            Map.of("CLIENT_PORTS", ports),
                            List.of())) {
                var result = script.awaitEnd();

                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.output()).contains("member 1 has ended", "in use");
                assertThat(members(result.output())).hasSize(3).noneMatch(ScriptsTest::isRunning);
            }
        }
    }

    @Test
    void stopsItsMembersWhenItIsStopped() throws Exception {
        try (var script = Script.start("simulate_cluster.sh", folder, Map.of(), List.of())) {
            Await.untilTrue("a leader", () -> script.output().contains(" leads in term "));
            script.terminate();
            var result = script.awaitEnd();

            assertThat(result.exitCode()).isEqualTo(143);
            assertThat(result.output()).contains("STOPPED: ");
            assertThat(members(result.output())).isNotEmpty().noneMatch(ScriptsTest::isRunning);
            assertThat(dataFolders()).isEmpty();
        }
    }

    @Test
    void itsMembersEndWithItWhenItIsKilled() throws Exception {
        try (var script = Script.start("simulate_cluster.sh", folder, Map.of(), List.of())) {
            Await.untilTrue("a leader", () -> script.output().contains(" leads in term "));
            script.kill();

            for (var member : members(script.output())) {
                Await.untilTrue("process %d ends".formatted(member), () -> !isRunning(member));
            }
        }
    }

    /// Ports for three members, of which only the first is taken.
    private static String clientPorts(int taken) throws IOException {
        var free = Layout.create(2, "grpc").ports().stream().map(ports -> "" + ports.client());
        return Stream.concat(Stream.of("" + taken), free).collect(joining(" "));
    }

    private static List<Long> members(String output) {
        return PROCESS.matcher(output).results().map(m -> Long.valueOf(m.group(1))).toList();
    }

    private static boolean isRunning(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    private List<Path> dataFolders() throws IOException {
        try (var inside = Files.newDirectoryStream(folder, "balsa-cluster.*")) {
            var found = new ArrayList<Path>();
            inside.forEach(found::add);
            return found;
        }
    }
}
