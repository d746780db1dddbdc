package io.balsa.server.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsFiles;
import io.balsa.tls.netty.NettyTls;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.ClientAuth;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/// The client port over TLS, with the clients that there are.
class TlsPortTest {
    @RegisterExtension final PortFixture fixture = new PortFixture();

    @TempDir private Path folder = Path.of("");

    private final TestAuthority authority = TestAuthority.named("ours");
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private TlsFiles anonymous = new TlsFiles(null, null);
    private TlsFiles server = anonymous;
    private TlsFiles client = anonymous;

    @BeforeEach
    void writeFiles() throws IOException {
        var trusted = authority.write(folder.resolve("ca.pem"));
        anonymous = new TlsFiles(null, trusted);
        server = new TlsFiles(own(authority, "server"), trusted);
        client = new TlsFiles(own(authority, "client"), trusted);
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void answersGrpcAndHttpOnOnePort() throws Exception {
        var port = port(ClientAuth.NONE);

        assertThat(Echo.say(grpc(port, anonymous), "hello")).isEqualTo("hello");
        assertThat(get(port, anonymous, HttpClient.Version.HTTP_1_1)).isEqualTo("/healthz false");
        assertThat(get(port, anonymous, HttpClient.Version.HTTP_2))
                .as("whoever offers both HTTP/2 and HTTP/1.1 is served")
                .isEqualTo("/healthz false");
    }

    @Test
    void knowsWhoShowsACertificate() throws Exception {
        var port = port(ClientAuth.OPTIONAL);

        assertThat(get(port, client, HttpClient.Version.HTTP_1_1)).isEqualTo("/healthz true");
        assertThat(get(port, anonymous, HttpClient.Version.HTTP_1_1)).isEqualTo("/healthz false");
    }

    @Test
    void refusesWhoShowsNoneWhereItMust() throws Exception {
        var port = port(ClientAuth.REQUIRE);
        var stranger =
                new TlsFiles(own(TestAuthority.named("theirs"), "theirs"), server.authorities());

        assertThat(Echo.say(grpc(port, client), "hello")).isEqualTo("hello");
        for (var refused : List.of(anonymous, stranger)) {
            assertThatThrownBy(() -> get(port, refused, HttpClient.Version.HTTP_1_1))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Echo.say(grpc(port, refused), "hello"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            failure ->
                                    assertThat(failure.getStatus().getCode())
                                            .isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    @Test
    void isNotBelievedByThoseWhoTrustAnotherAuthority() throws Exception {
        var port = port(ClientAuth.NONE);
        var trusted = TestAuthority.named("theirs").write(folder.resolve("theirs-ca.pem"));

        assertThatThrownBy(
                        () -> get(port, new TlsFiles(null, trusted), HttpClient.Version.HTTP_1_1))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void tellsThoseWhoSpeakInTheClear() throws Exception {
        var port = port(ClientAuth.NONE);

        assertThat(fixture.exchange(port, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("this port speaks TLS only: use https://");
    }

    @Test
    void endsAnAnswerAsTlsWantsIt() throws Exception {
        var port = port(ClientAuth.NONE);
        var request = "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n";

        try (var socket = socket(port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            // Without the goodbye of TLS, reading to the end would fail.
            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("broken percent-encoding");
        }
    }

    @Test
    void showsNewConnectionsANewCertificateAndKeepsTheOpenOnes() throws Exception {
        var port = port(ClientAuth.NONE);
        var channel = grpc(port, anonymous);
        Echo.say(channel, "before");
        var first = serial(port);

        own(authority, "server");
        var start = System.nanoTime();
        while (serial(port).equals(first)) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(60));
            Thread.onSpinWait();
        }

        assertThat(Echo.say(channel, "after")).isEqualTo("after");
        assertThat(get(port, anonymous, HttpClient.Version.HTTP_1_1)).isEqualTo("/healthz false");
    }

    private String serial(ClientPort port) throws Exception {
        try (var socket = socket(port)) {
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSerialNumber().toString();
        }
    }

    private SSLSocket socket(ClientPort port) throws Exception {
        return (SSLSocket)
                credentials(anonymous)
                        .context()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), port.address().getPort());
    }

    private TlsFiles.Own own(TestAuthority signer, String name) throws IOException {
        var pair = signer.issue(name).write(folder, name);
        return new TlsFiles.Own(pair.certificate(), pair.key());
    }

    private ClientPort port(ClientAuth demand) throws Exception {
        HttpHandler handler =
                request -> {
                    var text = request.target().path() + " " + request.hasCertificate();
                    return completedStage(HttpResponse.text(200, text));
                };
        var tls = NettyTls.listening(credentials(server), demand, ClientPort.PROTOCOLS);
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var services = List.of(new Echo());
        return keep(ClientPort.open(any, services, handler, ClientPortLimits.defaults(), tls));
    }

    private String get(ClientPort port, TlsFiles files, HttpClient.Version version)
            throws Exception {
        var context = credentials(files).context();
        try (var http = HttpClient.newBuilder().version(version).sslContext(context).build()) {
            var uri =
                    URI.create("https://127.0.0.1:%d/healthz".formatted(port.address().getPort()));
            var request = java.net.http.HttpRequest.newBuilder(uri).build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private ManagedChannel grpc(ClientPort port, TlsFiles files) throws Exception {
        var tls = NettyTls.dialling(credentials(files), List.of(NettyTls.HTTP_2));
        var channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port.address().getPort())
                        .sslContext(tls.context())
                        .build();
        open.push(() -> channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
        return channel;
    }

    private Credentials credentials(TlsFiles files) throws Exception {
        return keep(Credentials.open("a test", files));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }
}
