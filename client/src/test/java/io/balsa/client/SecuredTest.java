package io.balsa.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.server.Server;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsFiles;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class SecuredTest {
    private static final String TOKEN = "0123456789abcdef";

    @RegisterExtension final Group group = new Group();

    @TempDir private Path folder = Path.of("");

    private final TestAuthority authority = TestAuthority.named("ours");

    @BeforeEach
    void writeFiles() throws IOException {
        authority.write(folder.resolve("ca.pem"));
        authority.issue("server").write(folder, "server");
        Files.writeString(folder.resolve("token"), TOKEN);
    }

    @Test
    void readsAndWritesOverTls() throws Exception {
        var keys = client(server("tls.client_cert_auth", "false"), null).keys();

        keys.put("a", "1");

        assertThat(keys.text("a")).hasValue("1");
    }

    @Test
    void showsItsCertificate() throws Exception {
        var server = server("tls.client_cert_auth", "true");
        var pair = authority.issue("client").write(folder, "client");
        var own = new TlsFiles.Own(pair.certificate(), pair.key());

        client(server, own).keys().put("a", "1");
        var anonymous = options(server, null);
        var member = anonymous.endpoints().getFirst();
        // A call that is not tried again says what it met.
        assertThatThrownBy(() -> group.client(anonymous).admin().status(member))
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE))
                .hasStackTraceContaining("it wants to see a certificate, and none was shown");
        var hurried = anonymous.within(Duration.ofSeconds(1));
        assertThatThrownBy(() -> group.client(hurried).keys().put("a", "2"))
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> {
                            assertThat(failure.reason()).isIn(Reason.UNREACHABLE, Reason.TIMED_OUT);
                            assertThat(failure.mayHaveHappened()).isFalse();
                        });
    }

    @Test
    void sendsTheTokenToThoseWhoWantIt() throws Exception {
        var server = server("admin.token_file", folder.resolve("token").toString());
        var options = options(server, null);
        var member = options.endpoints().getFirst();

        assertThatThrownBy(() -> group.client(options).admin().snapshot(member))
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> {
                            assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
                            assertThat(failure.mayHaveHappened()).isFalse();
                        })
                .hasMessageContaining("Authorization: Bearer TOKEN");
        var token = new AdminToken(TOKEN);
        group.client(options.withAdminToken(token)).admin().snapshot(member);
        assertThat(options.withAdminToken(token).toString()).doesNotContain(TOKEN);
    }

    private Server server(String key, String value) throws Exception {
        var server =
                group.alone(
                        Map.of(
                                "tls.cert_file",
                                folder.resolve("server.pem").toString(),
                                "tls.key_file",
                                folder.resolve("server-key.pem").toString(),
                                "tls.trusted_ca_file",
                                folder.resolve("ca.pem").toString(),
                                key,
                                value));
        Group.await(() -> server.state().leader() != null);
        return server;
    }

    private BalsaClient client(Server server, TlsFiles.@Nullable Own own) throws Exception {
        return group.client(options(server, own));
    }

    private ClientOptions options(Server server, TlsFiles.@Nullable Own own) throws Exception {
        var files = new TlsFiles(own, folder.resolve("ca.pem"));
        var credentials = group.keep(Credentials.open("a client", files));
        return ClientOptions.of(server.clientAddress().toString())
                .withSecurity(new Security.Tls(credentials))
                .within(Group.PATIENCE);
    }
}
