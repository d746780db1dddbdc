package io.balsa.server.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.CompletableFuture.completedStage;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;

class HttpRoutesTest {
    private final HttpRoutes routes =
            new HttpRoutes()
                    .on(HttpMethod.GET, "/", saying("root"))
                    .on(HttpMethod.GET, "/kv/{key}", HttpRoutesTest::key)
                    .on(HttpMethod.DELETE, "/kv/{key}", saying("gone"))
                    .on(HttpMethod.POST, "/kv/write", saying("written"));

    @Test
    void findsTheRouteByMethodAndPath() {
        assertThat(ask(HttpMethod.GET, "/")).isEqualTo("200 root");
        assertThat(ask(HttpMethod.DELETE, "/kv/a")).isEqualTo("200 gone");
        assertThat(ask(HttpMethod.POST, "/kv/write")).isEqualTo("200 written");
    }

    @Test
    void decodesWhatTheBracesStandFor() {
        assertThat(ask(HttpMethod.GET, "/kv/a%2Fb+c%20%C3%A4")).isEqualTo("200 a/b+c ä");
        assertThat(ask(HttpMethod.GET, "/kv/")).isEqualTo("200 ");
    }

    @Test
    void answersAnUnknownPathWith404() {
        assertThat(ask(HttpMethod.GET, "/kv")).startsWith("404");
        assertThat(ask(HttpMethod.GET, "/kv/a/b")).startsWith("404");
    }

    @Test
    void answersAKnownPathWith405AndTheMethodsItTakes() {
        var response = routes.handle(request(HttpMethod.PUT, "/kv/a")).toCompletableFuture().join();

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("allow", "GET, DELETE, HEAD");
    }

    @Test
    void readsParametersFromTheQuery() {
        var target = HttpTarget.parse("/kv/a?consistency=local&x=1+2%2B3&flag&x=last");

        assertThat(target.parameters())
                .containsExactly(
                        Map.entry("consistency", "local"),
                        Map.entry("x", "last"),
                        Map.entry("flag", ""));
    }

    @Test
    void refusesATargetThatIsNoPathOrNoUtf8() {
        for (var wrong : new String[] {"", "*", "http://x/", "/%", "/%zz", "/%ff", "/?a=%C3"}) {
            assertThatThrownBy(() -> HttpTarget.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(HttpTarget.parse("/%EF%BF%BD").segments()).containsExactly("\uFFFD");
    }

    @Test
    void reportsErrorsAsValidJsonWhateverTheyQuote() {
        var response = HttpResponse.error(400, "no \"key\" in a\\b\n");

        assertThat(StandardCharsets.UTF_8.decode(response.body()).toString())
                .isEqualTo("{\"error\":\"no \\\"key\\\" in a\\\\b\\u000a\"}");
    }

    private String ask(HttpMethod method, String target) {
        var response = routes.handle(request(method, target)).toCompletableFuture().join();
        return response.status() + " " + StandardCharsets.UTF_8.decode(response.body().duplicate());
    }

    private static HttpRequest request(HttpMethod method, String target) {
        return new HttpRequest(
                method,
                HttpTarget.parse(target),
                Map.of(),
                Map.of(),
                ByteBuffer.allocate(0),
                false);
    }

    private static HttpHandler saying(String text) {
        return _ -> completedStage(HttpResponse.text(200, text));
    }

    private static CompletionStage<HttpResponse> key(HttpRequest request) {
        return completedStage(HttpResponse.text(200, request.variable("key")));
    }
}
