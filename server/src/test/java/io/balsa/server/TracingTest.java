package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;

import io.balsa.server.config.ConfigReader;
import io.balsa.server.tracing.Tracing;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.PutRequest;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// A write can be followed from the client to all members and back.
@Timeout(120)
class TracingTest {
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";
    private static final AttributeKey<String> INSTANCE =
            AttributeKey.stringKey("service.instance.id");

    @RegisterExtension private final Members members = new Members();
    @RegisterExtension private final Http http = new Http();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    /// The number of the trace that counts.
    private int trace;

    @Test
    void aWriteIsOneTraceThroughAllMembers() throws Exception {
        var servers = three(3);
        var asked = follower(servers);

        write(asked, "blue");

        Members.await(() -> spans().size() == 12);
        var self = Integer.toString(servers.indexOf(asked) + 1);
        assertThat(spans())
                .extracting(span -> member(span) + " " + span.getName())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Stream.of("received", "proposed", "answered")
                                                .map(name -> self + " " + name),
                                        Stream.of("1", "2", "3").flatMap(TracingTest::everywhere))
                                .toList());
        expectPlaces();
    }

    private static Stream<String> everywhere(String member) {
        return Stream.of("appended", "committed", "applied").map(name -> member + " " + name);
    }

    private void expectPlaces() {
        var received = named("received").getFirst();
        var proposed = named("proposed").getFirst();
        assertThat(received.getParentSpanId()).isEqualTo(CLIENT_SPAN);
        assertThat(proposed.getParentSpanId()).isEqualTo(received.getSpanId());
        assertThat(named("answered").getFirst().getParentSpanId()).isEqualTo(received.getSpanId());
        assertThat(List.of("appended", "committed", "applied"))
                .flatMap(this::named)
                .extracting(SpanData::getParentSpanId)
                .containsOnly(proposed.getSpanId());
        assertThat(spans())
                .allSatisfy(span ->
                        assertThat(span.getEndEpochNanos())
                                .isGreaterThanOrEqualTo(span.getStartEpochNanos()));
    }

    @Test
    void aMemberThatFollowsNothingAppliesWhatOthersFollow() throws Exception {
        var servers = three(2);

        write(servers.getFirst(), "blue");

        Members.await(() -> named("applied").size() == 2);
        assertThat(http.get(servers.getLast(), "/kv/color")).contains("Ymx1ZQ=="); // "blue"
        assertThat(spans()).extracting(TracingTest::member).doesNotContain("3");
    }

    @Test
    void followsCallsOverGrpc() throws Exception {
        var server = alone(Map.of());
        var headers = new Metadata();
        headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), nextTrace());

        KVGrpc.newBlockingStub(members.channel(server))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .put(
                        PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8("color"))
                                .setValue(ByteString.copyFromUtf8("blue"))
                                .build());

        Members.await(() -> spans().size() == 6);
        expectPlaces();
    }

    @Test
    void followsNothingThatTheClientDoesNotSample() throws Exception {
        var server = alone(Map.of());

        var unsampled = "00-%032x-%s-00".formatted(77, CLIENT_SPAN);
        http.send(server, "POST", "/kv/color", "blue", "traceparent", unsampled);
        write(server, "red");

        Members.await(() -> spans().size() == 6);
        assertThat(exporter.getFinishedSpanItems()).hasSize(6);
    }

    @Test
    void followsAsManyAsItIsToldWhereTheClientDoesNotSay() throws Exception {
        var server = alone(Map.of("tracing.sample_ratio", "0"));

        http.send(server, "POST", "/kv/color", "blue");
        write(server, "red");

        Members.await(() -> spans().size() == 6);
        assertThat(exporter.getFinishedSpanItems()).hasSize(6);
    }

    @Test
    void sendsSpansToACollector() throws Exception {
        var bodies = new ConcurrentLinkedQueue<String>();
        var collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    bodies.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        try {
            var endpoint =
                    "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort());
            var server =
                    members.alone(Map.of("tracing.enabled", "true", "tracing.endpoint", endpoint));
            http.send(server, "POST", "/kv/color", "blue");
            server.close();

            assertThat(String.join("", bodies))
                    .contains("received", "proposed", "appended", "committed", "applied")
                    .contains("answered", "service.instance.id");
        } finally {
            collector.stop(0);
        }
    }

    /// Writes until that succeeds, each time in a trace of its own: a leader may be lost meanwhile.
    private void write(Server server, String color) {
        Members.await(() -> {
            try {
                var answer =
                        http.send(server, "POST", "/kv/color", color, "traceparent", nextTrace());
                return answer.statusCode() == 200;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private String nextTrace() {
        trace++;
        return "00-%032x-%s-01".formatted(trace, CLIENT_SPAN);
    }

    /// Members of which the first `followed` follow writes.
    private List<Server> three(int followed) throws Exception {
        var servers = new ArrayList<Server>();
        var settings = members.settingsOfThree();
        for (var i = settings.size() - 1; i >= 0; i--) { // The first founds the group.
            servers.addFirst(start(settings.get(i), i < followed));
        }
        servers.forEach(Members::awaitLeader);
        return servers;
    }

    private Server alone(Map<String, String> more) throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        settings.putAll(more);
        var server = start(settings, true);
        Members.awaitLeader(server);
        return server;
    }

    private Server start(Map<String, String> settings, boolean isFollowed) throws Exception {
        var config = ConfigReader.withoutFile(settings);
        var spans = SimpleSpanProcessor.create(exporter);
        var tracing = isFollowed ? Tracing.to(config.node().id(), config.tracing(), spans) : null;
        return members.keep(Server.start(config, tracing));
    }

    private static Server follower(List<Server> servers) {
        var leader = Members.leader(servers);
        return servers.stream().filter(server -> server != leader).findFirst().orElseThrow();
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals("%032x".formatted(trace)))
                .toList();
    }

    private List<SpanData> named(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static String member(SpanData span) {
        return String.valueOf(span.getResource().getAttribute(INSTANCE));
    }
}
