package io.balsa.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.cli.Cli;
import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Json;
import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.raft.testkit.contract.FreePorts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class ServeTest {
    private static final String ANY = "127.0.0.1:0";

    @TempDir private Path folder;

    /// Also of what a library has to say, such as that it finds no collector. With certificates and
    /// a token, which are looked at before it is known how to log.
    @Test
    void logsOneJsonObjectOnEachLine() throws Exception {
        var authority = TestAuthority.named("ours");
        var trusted = authority.write(folder.resolve("ca.pem")).toString();
        var pair = authority.issue("member").write(folder, "member");
        var token = Files.writeString(folder.resolve("token"), "0123456789abcdef");
        try (var member =
                alone(
                        "a",
                        "--set=logging.format=json",
                        "--set=tracing.enabled=true",
                        "--set=tracing.endpoint=http://127.0.0.1:1/v1/traces",
                        "--set=tls.cert_file=" + pair.certificate(),
                        "--set=tls.key_file=" + pair.key(),
                        "--set=tls.trusted_ca_file=" + trusted,
                        "--set=admin.token_file=" + token)) {
            var client = member.await("clients at ([^ ,]+)").group(1);
            var put = Cli.run("put", "-e", client, "--cacert", trusted, "key", "value");
            assertThat(put.exitCode()).isZero();
            var lines = member.terminate();

            assertThat(member.exitCode()).isZero();
            for (var line : lines) {
                var object = Json.parse(line);
                assertThat(object.get("timestamp").isNumber()).isTrue();
                assertThat(object.get("level").asText()).matches("DEBUG|INFO|WARN|ERROR");
                assertThat(object.get("loggerName").asText()).contains(".");
                assertThat(object.get("formattedMessage").asText()).isNotEmpty();
            }
        }
    }

    /// Nothing is merged: the one that leads goes on, the other never finds a majority.
    @Test
    void twoMembersThatFoundDifferentClustersRefuseEachOther() throws Exception {
        try (var one = alone("a", "--node-id", "1")) {
            var up = one.await("clients at ([^ ,]+), other members at ([^ ,]+)");
            var port = FreePorts.one();
            try (var two =
                    serve(
                            "b",
                            "127.0.0.1:" + port,
                            "--node-id",
                            "2",
                            "--set",
                            "cluster.peers=1=" + up.group(2))) {
                var other = two.await("clients at ([^ ,]+)").group(1);
                two.await("does not belong to the cluster of");

                var client = up.group(1);
                assertThat(Cli.run("put", "-e", client, "key", "value").exitCode()).isZero();
                assertThat(Cli.run("get", "-e", client, "key").out()).contains("value");
                assertThat(Cli.run("status", "-e", other).exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(two.terminate()).noneMatch(line -> line.contains("follows member"));
                assertThat(one.terminate()).noneMatch(line -> line.contains("follows member"));
            }
        }
    }

    @Test
    void tellsOfPeersThatTheClusterDoesNotKnowAndOfKeysWithoutEffect() throws Exception {
        var listen = "127.0.0.1:" + FreePorts.one();
        try (var first = serve("a", listen, "--set", "storage.flush_interval_ms=5")) {
            first.await("without effect until .*: storage.flush_interval_ms$");
            first.await("leads");
            first.terminate();
        }
        try (var again =
                serve("a", listen, "--set", "cluster.peers=9=127.0.0.1:9", "--log-level", "warn")) {
            again.await("the configuration lists the members .*9=127.0.0.1:9.* the log counts");
            assertThat(again.terminate()).noneMatch(line -> line.contains(" INFO "));
        }
    }

    @Test
    void saysAllThatIsMissingAndEndsWithOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var file = Files.createFile(folder.resolve("file"));
            try (var member = serve("file", "127.0.0.1:" + taken.getLocalPort())) {
                assertThat(member.all())
                        .anyMatch(line -> line.contains("cannot use the data directory " + file))
                        .anyMatch(line -> line.contains("cannot listen for other members"));
                assertThat(member.exitCode()).isEqualTo(ExitCode.FAILED);
            }
        }
    }

    private ServeProcess alone(String data, String... more) throws IOException {
        return serve(data, ANY, more);
    }

    private ServeProcess serve(String data, String listen, String... more) throws IOException {
        var options =
                new ArrayList<>(
                        List.of(
                                "--data-dir",
                                folder.resolve(data).toString(),
                                "--listen-addr",
                                listen,
                                "--set",
                                "http.listen_addr=" + ANY,
                                "--set",
                                "raft.check_contracts=true",
                                "--set",
                                "cluster.bootstrap=true"));
        options.addAll(List.of(more));
        return ServeProcess.start(options.toArray(String[]::new));
    }
}
