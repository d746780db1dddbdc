package io.balsa.server.port;

import static io.balsa.server.port.PortFixture.echo;
import static io.balsa.server.port.PortFixture.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.net.http.HttpResponse.BodyHandlers;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class ClientPortTest {
    @RegisterExtension final PortFixture fixture = new PortFixture();

    @Test
    void answersGrpcAndHttpOnOnePort() throws Exception {
        var port = fixture.port(echo());
        var get = java.net.http.HttpRequest.newBuilder(uri(port, "/healthz")).build();

        var viaHttp = fixture.http().send(get, BodyHandlers.ofString());
        var viaGrpc = Echo.say(fixture.grpc(port), "hello");

        assertThat(viaHttp.statusCode()).isEqualTo(200);
        assertThat(viaHttp.body()).isEqualTo("/healthz");
        assertThat(viaGrpc).isEqualTo("hello");
    }

    @Test
    void handsTheBodyToTheHandlerAndItsAnswerBack() throws Exception {
        var port = fixture.port(echo());
        var body = "balsa ".repeat(10_000);
        var post = java.net.http.HttpRequest.newBuilder(uri(port, "/kv/a")).POST(ofString(body));

        var answer = fixture.http().send(post.build(), BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void letsAnyThreadCompleteAnAnswer() throws Exception {
        var port =
                fixture.port(
                        _ -> CompletableFuture.supplyAsync(() -> HttpResponse.text(200, "later")));
        var get = java.net.http.HttpRequest.newBuilder(uri(port, "/")).build();

        assertThat(fixture.http().send(get, BodyHandlers.ofString()).body()).isEqualTo("later");
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
        var port = fixture.port(echo());
        var head =
                java.net.http.HttpRequest.newBuilder(uri(port, "/kv/key"))
                        .method("HEAD", noBody())
                        .build();

        var answer = fixture.http().send(head, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("content-length"))
                .hasValue("/kv/key".length());
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void hidesAHandlersFailureBehind500() throws Exception {
        var http = fixture.http();
        List<HttpHandler> broken =
                List.of(
                        _ -> {
                            throw new IllegalStateException("secret");
                        },
                        _ -> CompletableFuture.failedStage(new IllegalStateException("secret")),
                        _ ->
                                CompletableFuture.completedStage(
                                        HttpResponse.text(200, "").with("bad\nname", "")));
        for (var handler : broken) {
            var port = fixture.port(handler);
            var get = java.net.http.HttpRequest.newBuilder(uri(port, "/")).build();

            var answer = http.send(get, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("internal error").doesNotContain("secret");
        }
    }

    @Test
    void refusesAGrpcMessageOverTheLimit() throws Exception {
        var limits = ClientPortLimits.defaults().withGrpcMessageBytesMax(1_000);
        var channel = fixture.grpc(fixture.port(echo(), limits));

        assertThat(Echo.say(channel, "x".repeat(1_000))).hasSize(1_000);
        assertThatThrownBy(() -> Echo.say(channel, "x".repeat(1_001)))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused ->
                                assertThat(refused.getStatus().getCode())
                                        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }

    @Test
    void saysWhichAddressItCannotListenOn() throws Exception {
        var port = fixture.port(echo());

        assertThatThrownBy(() ->
                        ClientPort.open(
                                port.address(), List.of(), echo(), ClientPortLimits.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen for clients on")
                .hasMessageContaining(String.valueOf(port.address().getPort()));
    }
}
