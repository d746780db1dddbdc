package io.balsa.cli.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.cli.console.Failure;
import io.balsa.client.AdminToken;
import io.balsa.client.Security;
import io.balsa.raft.testkit.certificate.TestAuthority;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class SecurityOptionsTest {
    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        var authority = TestAuthority.named("ours");
        authority.write(folder.resolve("ca.pem"));
        authority.issue("client").write(folder, "client");
        Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    }

    @Test
    void speaksInTheClearUnlessTold() {
        var options = read().clientOptions(Duration.ofSeconds(1));

        assertThat(options.security()).isEqualTo(new Security.Plaintext());
        assertThat(options.adminToken()).isNull();
    }

    @Test
    void takesEtcdctlsOptions() {
        var options =
                read(
                                "--cacert=" + folder.resolve("ca.pem"),
                                "--cert=" + folder.resolve("client.pem"),
                                "--key=" + folder.resolve("client-key.pem"),
                                "--admin-token-file=" + folder.resolve("token"))
                        .clientOptions(Duration.ofSeconds(1));

        assertThat(options.security())
                .isInstanceOfSatisfying(
                        Security.Tls.class,
                        tls -> assertThat(tls.credentials().expiry()).isPresent());
        assertThat(options.adminToken()).isEqualTo(new AdminToken("0123456789abcdef"));
    }

    @Test
    void saysWhatIsMissing() {
        expect("--cert and --key belong together", "--cert=a");
        expect("--cert needs --cacert", "--cert=a", "--key=b");
        expect("nowhere.pem does not exist", "--cacert=" + folder.resolve("nowhere.pem"));
        expect("no token can be read from", "--admin-token-file=" + folder.resolve("nowhere"));
    }

    private static void expect(String words, String... told) {
        var options = read(told);

        assertThatThrownBy(() -> options.clientOptions(Duration.ofSeconds(1)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(words);
    }

    private static ConnectionOptions read(String... told) {
        var options = new ConnectionOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("o", spec(options)))
                .parseArgs(told);
        return options;
    }

    private static CommandLine.Model.CommandSpec spec(ConnectionOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }
}
