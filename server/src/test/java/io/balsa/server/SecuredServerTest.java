package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.tls.Credentials;
import io.balsa.tls.TlsFiles;
import io.balsa.tls.netty.NettyTls;
import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import io.balsa.wire.v1.SnapshotRequest;
import io.balsa.wire.v1.StatusRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Members that let only some in, and fewer look after the group.
class SecuredServerTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @RegisterExtension final Members members = new Members();

    @TempDir private Path folder = Path.of("");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private TlsFiles anonymous = new TlsFiles(null, null);
    private TlsFiles known = anonymous;
    private Map<String, String> tls = Map.of();

    @BeforeEach
    void writeFiles() throws IOException {
        var files = new TlsFolder(folder);
        tls = new HashMap<>(files.settings("tls", "server"));
        files.settings("tls", "client");
        files.token(TOKEN);
        anonymous = new TlsFiles(null, files.authorities());
        var own = new TlsFiles.Own(folder.resolve("client.pem"), folder.resolve("client-key.pem"));
        known = new TlsFiles(own, files.authorities());
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void letsWhoSendsTheTokenLookAfterTheGroup() throws Exception {
        tls.put("admin.token_file", folder.resolve("token").toString());
        var server = members.alone(tls);

        for (var target : List.of("/admin/init", "/admin/change-membership", "/init")) {
            var refused = post(server, target, anonymous, "");
            assertThat(refused.statusCode()).as(target).isEqualTo(401);
            assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(refused.body())
                    .contains("send \\\"Authorization: Bearer TOKEN\\\"", "admin.token_file");
            var wrong = post(server, target, anonymous, "Bearer " + TOKEN + "0");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.body()).contains("this is not the admin token");
            var right = post(server, target, anonymous, "Bearer " + TOKEN);
            assertThat(right.statusCode()).isNotEqualTo(401);
        }
        assertThat(get(server, "/state", anonymous).statusCode()).isEqualTo(200);
    }

    @Test
    void guardsTheAdminServiceInTheSameWay() throws Exception {
        tls.put("admin.token_file", folder.resolve("token").toString());
        var server = members.alone(tls);
        var admin = admin(server, anonymous);

        Members.await(() -> admin.status(StatusRequest.getDefaultInstance()).getReady());
        assertThatThrownBy(() -> admin.snapshot(SnapshotRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> {
                            var status = refused.getStatus();
                            assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                            assertThat(status.getDescription()).contains("Bearer TOKEN");
                        });
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + TOKEN);
        var snapshot =
                admin.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .snapshot(SnapshotRequest.getDefaultInstance());
        assertThat(snapshot.getSnapshot().getIndex()).isPositive();
    }

    @Test
    void letsWhoShowsACertificateLookAfterTheGroup() throws Exception {
        tls.put("admin.client_cert_auth", "true");
        var server = members.alone(tls);

        var refused = post(server, "/admin/init", anonymous, "Bearer " + TOKEN);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("show a client certificate");
        assertThat(post(server, "/admin/init", known, "").statusCode()).isNotEqualTo(401);
        assertThat(
                        admin(server, known)
                                .snapshot(SnapshotRequest.getDefaultInstance())
                                .getSnapshot()
                                .getIndex())
                .isPositive();
        assertThatThrownBy(() ->
                        admin(server, anonymous).snapshot(SnapshotRequest.getDefaultInstance()))
                .hasMessageContaining("show a client certificate");
    }

    @Test
    void letsNobodyInWithoutACertificateWhereItMust() throws Exception {
        tls.put("tls.client_cert_auth", "true");
        var server = members.alone(tls);

        assertThat(get(server, "/state", known).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get(server, "/state", anonymous)).isInstanceOf(IOException.class);
    }

    @Test
    void showsWhenTheCertificateExpires() throws Exception {
        var server = members.alone(tls);
        var expiry = credentials(known).expiry().orElseThrow().getEpochSecond();

        var metrics = get(server, "/metrics", anonymous).body();
        assertThat(Math.abs(shown(metrics, "tls_certificate_expiry_seconds") - expiry))
                .isLessThan(600);
        var authority = credentials(known).authorityExpiry().orElseThrow().getEpochSecond();
        assertThat(shown(metrics, "tls_authority_expiry_seconds")).isEqualTo((double) authority);
    }

    /// Of the port for clients.
    private static double shown(String metrics, String name) {
        var line =
                metrics.lines()
                        .filter(text -> text.startsWith(name) && text.contains("port=\"client\""))
                        .findFirst()
                        .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private HttpResponse<String> get(Server server, String target, TlsFiles files)
            throws Exception {
        return send(HttpRequest.newBuilder(uri(server, target)), files);
    }

    private HttpResponse<String> post(
            Server server, String target, TlsFiles files, String authorization) throws Exception {
        var request =
                HttpRequest.newBuilder(uri(server, target)).POST(BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request, files);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, TlsFiles files)
            throws Exception {
        var context = credentials(files).context();
        try (var http = HttpClient.newBuilder().sslContext(context).build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static URI uri(Server server, String target) {
        return URI.create("https://" + server.clientAddress() + target);
    }

    private AdminServiceBlockingStub admin(Server server, TlsFiles files) throws Exception {
        var dialling = NettyTls.dialling(credentials(files), List.of(NettyTls.HTTP_2));
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(
                                server.clientAddress().host(), server.clientAddress().port())
                        .sslContext(dialling.context())
                        .build();
        open.push(() -> channel.shutdownNow().awaitTermination(5, SECONDS));
        return AdminServiceGrpc.newBlockingStub(channel);
    }

    private Credentials credentials(TlsFiles files) throws Exception {
        var credentials = Credentials.open("a test", files);
        open.push(credentials);
        return credentials;
    }
}
