package io.balsa.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.cli.Cli;
import io.balsa.cli.KvServer;
import io.balsa.cli.console.Json;
import io.balsa.raft.testkit.certificate.TestAuthority;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class BenchCommandTest {
    private KvServer server;

    @BeforeEach
    void start() throws IOException {
        server = new KvServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsAsManyRequestsAsAskedAndReportsThemAll() throws Exception {
        var outcome = bench("put", "--requests", "500", "--clients", "8", "--json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(server.puts).hasValue(500);
        var json = Json.parse(outcome.out());
        assertThat(json.get("operation").asText()).isEqualTo("put");
        assertThat(json.get("clients").asInt()).isEqualTo(8);
        assertThat(json.get("requests").asLong()).isEqualTo(500);
        assertThat(json.get("throughput_per_second").asDouble()).isPositive();
        assertThat(json.get("failures").isEmpty()).isTrue();
        assertThat(json.get("latency_ms").fieldNames())
                .toIterable()
                .containsExactly("p50", "p90", "p99", "p99.9", "max", "mean");
    }

    @Test
    void speaksTlsWhenToldWhomToBelieve(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.named("ours");
        var trusted = authority.write(folder.resolve("ca.pem")).toString();
        var pair = authority.issue("server").write(folder, "server");
        try (var secured =
                new KvServer(builder ->
                        builder.useTransportSecurity(
                                pair.certificate().toFile(), pair.key().toFile()))) {
            var right = benchAt(secured, "--cacert", trusted);
            var wrong = benchAt(secured);

            assertThat(right.exitCode()).isZero();
            assertThat(secured.puts).hasValue(20);
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.out()).contains("UNAVAILABLE");
        }
    }

    private static Cli.Outcome benchAt(KvServer server, String... options) {
        var arguments = new ArrayList<>(List.of("bench", "put", "-e", server.endpoint()));
        arguments.addAll(List.of("--warmup", "0s", "--requests", "20", "--clients", "2"));
        arguments.addAll(List.of(options));
        return Cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void countsFailuresByStatusAndGoesOn() throws Exception {
        server.failEvery = 10;

        var outcome = bench("put", "--requests", "200", "--clients", "4", "--json");

        assertThat(outcome.exitCode()).isZero();
        var json = Json.parse(outcome.out());
        assertThat(json.get("requests").asLong()).isEqualTo(180);
        assertThat(json.get("failures").get("UNAVAILABLE").asLong()).isEqualTo(20);
    }

    @Test
    void saysWhatTheFirstFailureOfAKindSaid() {
        server.failEvery = 2;

        var outcome = bench("put", "--requests", "10", "--clients", "1");

        assertThat(outcome.out()).contains("5: 5 × UNAVAILABLE (etcdserver: no leader)");
    }

    @Test
    void writesEveryKeyBeforeItReadsThem() {
        var outcome = bench("get", "--requests", "50", "--keys", "30", "--clients", "4");

        assertThat(outcome.exitCode()).isZero();
        assertThat(server.puts).hasValue(30);
        assertThat(server.size()).isEqualTo(30);
        assertThat(server.ranges).hasValue(50);
    }

    @Test
    void countsAStuckRequestAsFailed() throws Exception {
        server.hold();

        var outcome =
                bench("put", "--requests", "2", "--clients", "2", "--timeout", "100ms", "--json");

        assertThat(outcome.exitCode()).isEqualTo(1);
        var failures = Json.parse(outcome.out()).get("failures");
        assertThat(failures.get("DEADLINE_EXCEEDED").asLong()).isEqualTo(2);
    }

    @Test
    void saysThatNobodyAnswers() {
        server.close();

        var outcome = Cli.run("bench", "put", "-e", server.endpoint(), "--warmup", "50ms");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .contains(server.endpoint(), "UNAVAILABLE", "Are the members running?");
    }

    @Test
    void comparesTargetsInAlternatingRounds() throws Exception {
        try (var other = new KvServer()) {
            var targets = "one=%s,two=%s".formatted(server.endpoint(), other.endpoint());
            var outcome =
                    Cli.run(
                            "bench",
                            "put",
                            "--interleave",
                            targets,
                            "--rounds",
                            "3",
                            "--json",
                            "--requests",
                            "20",
                            "--clients",
                            "2",
                            "--warmup",
                            "0s");

            assertThat(outcome.exitCode()).isZero();
            var json = Json.parse(outcome.out());
            assertThat(json.get("rounds"))
                    .extracting(round -> round.get("target").asText())
                    .containsExactly("one", "two", "one", "two", "one", "two");
            assertThat(json.at("/medians/two/ratio_of_one_throughput").asDouble()).isPositive();
            assertThat(server.puts).hasValue(60);
            assertThat(other.puts).hasValue(60);
        }
    }

    private Cli.Outcome bench(String operation, String... options) {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("bench", operation, "-e", server.endpoint(), "--warmup", "0s"));
        arguments.addAll(List.of(options));
        return Cli.run(arguments.toArray(String[]::new));
    }
}
