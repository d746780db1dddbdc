package io.balsa.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.balsa.cli.Cli;
import io.balsa.cli.console.Json;
import io.balsa.server.config.ConfigReader;
import io.balsa.server.config.Overrides;
import io.balsa.server.config.Told;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

class ConfigCommandTest {
    private static final Path EXAMPLE = Path.of("../config.toml.example");

    @TempDir private Path folder;

    @Test
    void printsTheExampleOfTheRepository() throws Exception {
        var outcome = Cli.run("config", "example");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(Files.readString(EXAMPLE));
    }

    /// What stands behind a # is what counts without it, but for files, which have no default.
    @Test
    void theExampleTellsTheDefaultOfEveryKey() throws Exception {
        var all = Files.readString(EXAMPLE);
        var usual =
                Pattern.compile("(?m)^# (?=[a-z_]+(?<!_file) = |\\[)").matcher(all).replaceAll("");
        var withoutPeers = usual.substring(0, usual.indexOf("[[cluster.peers]]"));
        var rest = usual.substring(usual.indexOf("\n[", usual.indexOf("[[cluster.peers]]") + 1));
        var said = ConfigReader.read("example", withoutPeers + rest, Overrides.none());

        var alone = Overrides.of(Map.of("cluster.bootstrap", "true"));
        for (var told : ConfigReader.read(null, alone).settings()) {
            if (!told.value().isEmpty()) {
                assertThat(said.settings())
                        .extracting(Told::key, Told::value)
                        .contains(tuple(told.key(), told.value()));
            }
            assertThat(all).contains("\n", told.key().replaceFirst(".*\\.", "") + " = ");
        }
    }

    @Test
    void theDocumentListsEveryKeyWithItsDefaultAndItsVariable() throws Exception {
        var rows = Files.readString(Path.of("../docs/configuration.md")).lines().toList();
        for (var told : ConfigReader.read(null, Overrides.none()).settings()) {
            var key = told.key();
            var row = rows.stream().filter(line -> line.startsWith("| `" + key + "` |")).toList();

            assertThat(row).as(key).hasSize(1);
            var variable = "`BALSA_" + key.toUpperCase(Locale.ROOT).replace('.', '_') + "`";
            assertThat(row.getFirst()).contains(variable);
            assertThat(row.getFirst())
                    .containsPattern(
                            told.value().isEmpty()
                                    ? "\\| none \\|"
                                    : Pattern.quote("`" + told.value() + "`")
                                            + "|\\| (as|twice) `");
        }
    }

    @Test
    void showsWhatCountsAndWhereItComesFrom() throws Exception {
        var file = file("[node]\nnode_id = 7\n[raft]\npriority = 50\n");

        var outcome = Cli.run("config", "check", file, "--http-port", "8080");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .containsPattern("node.node_id +7 +" + file + ":2\n")
                .containsPattern("raft.priority +50 +" + file + ":4\n")
                .containsPattern("http.listen_addr +\"127.0.0.1:8080\" +--http-port\n")
                .containsPattern("node.data_dir +\"./data/node_7\" +default\n")
                .containsPattern("cluster.expected_voters +\\(none\\) +default\n");
    }

    @Test
    void writesWhatCountsAsAFileThatSaysTheSame() throws Exception {
        var file =
                file(
                        """
                        [raft]
                        lease_reads = true
                        [[cluster.peers]]
                        node_id = 2
                        addr = "127.0.0.1:22380"
                        client_addr = "127.0.0.1:22379"
                        [[cluster.peers]]
                        node_id = 3
                        addr = "[::1]:32380"
                        """);
        var outcome = Cli.run("config", "check", file, "-o", "simple");

        var again = ConfigReader.read("again", outcome.out(), Overrides.none());
        var first = ConfigReader.read(Path.of(file), Overrides.none());
        assertThat(again.settings())
                .extracting(Told::key, Told::value)
                .containsExactlyElementsOf(
                        first.settings().stream()
                                .map(told -> tuple(told.key(), told.value()))
                                .toList());
    }

    @Test
    void writesJsonForPrograms() throws Exception {
        var outcome = Cli.run("config", "check", "-o", "json", "--set", "raft.priority=3");

        var all = Json.parse(outcome.out());
        assertThat(all.valueStream().map(each -> each.get("key").asText()))
                .contains("node.node_id", "storage.flush_interval_ms");
        assertThat(all.valueStream().map(Object::toString))
                .contains(
                        "{\"key\":\"raft.priority\",\"value\":\"3\",\"from\":\"--set"
                                + " raft.priority\"}");
    }

    @Test
    void printsAllMistakesAndEndsWithTwo() throws Exception {
        var file = file("[node]\nnode_id = 0\nname = \"x\"\n[raft]\npriority = 200\n");

        var outcome = Cli.run("config", "check", file);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(
                                "balsa: " + file + ":2: node_id must be greater than 0",
                                file + ":3: unknown key node.name",
                                file + ":5: raft.priority must be at most 100, not 200"));
    }

    private String file(String text) throws IOException {
        var file = folder.resolve("balsa.toml");
        Files.writeString(file, text);
        return file.toString();
    }
}
