package io.balsa.raft.http;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.v1.Wire;
import io.balsa.raft.transport.v1.Wire.Envelope;
import io.balsa.raft.transport.v1.Wire.Frame;
import io.balsa.raft.transport.v1.Wire.Heartbeat;
import io.balsa.raft.transport.v1.Wire.Hello;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// What a member answers to requests, one by one.
@Timeout(120)
class HttpRequestsTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final String FRAME = "application/vnd.balsa.raft-frame";
    private static final Envelope HEARTBEAT =
            Envelope.newBuilder()
                    .setGroup(GroupId.FIRST.value())
                    .setHeartbeat(Heartbeat.newBuilder().setTerm(3).setCommit(7).setStamp(5))
                    .build();

    private final HttpNetwork network = new HttpNetwork(HttpNetwork.timing(250, 8));
    private final Mailbox mailbox = new Mailbox();
    private final SocketTransport transport = network.loopback().open(ONE);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void join() {
        transport.join(GroupId.FIRST, mailbox);
    }

    @AfterEach
    void close() throws IOException {
        client.shutdownNow();
        client.close();
        network.close();
    }

    @Test
    void takesInAFrameThatSaysWhoSendsIt() throws Exception {
        var first = post("/raft/vote", frame(hello()));
        var second = post("/raft/vote", frame(hello()));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Frame.parseFrom(first.body()).getHello().getFrom()).isEqualTo(1);
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(mailbox.mail())
                .containsOnly(new Mailbox.Mail(MemberId.of(2), ExampleMessages.heartbeat(5)));
    }

    @Test
    void answersThatItIsAlive() throws Exception {
        post("/raft/vote", frame(hello()));

        var pong = post("/raft/vote", Frame.newBuilder().setHello(hello()).setPing(7).build());

        assertThat(pong.statusCode()).isEqualTo(200);
        assertThat(Frame.parseFrom(pong.body()).getPing()).isEqualTo(7);
    }

    @Test
    void takesInFramesOfSeveralMembersOnOneConnection() throws Exception {
        post("/raft/vote", frame(hello()));
        post("/raft/append", frame(hello().setFrom(3).setTraffic(Wire.Traffic.REPLICATION)));

        assertThat(mailbox.mail())
                .extracting(Mailbox.Mail::from)
                .containsOnly(MemberId.of(2), MemberId.of(3));
    }

    @Test
    void refusesAnotherCluster() throws Exception {
        expectStranger(
                hello().setCluster(HttpNetwork.CLUSTER + 1),
                "member 2 of cluster 0000000000c0ffef does not belong to the cluster of member 1");
    }

    @Test
    void refusesWhoWantsAnotherMember() throws Exception {
        expectStranger(
                hello().setTo(3), "member 2 wants member 3, but member 1 is at this address");
    }

    @Test
    void refusesAFrameThatDoesNotSayWhoSendsIt() throws Exception {
        post("/raft/vote", frame(hello()));

        var answer = post("/raft/vote", Frame.newBuilder().addEnvelopes(HEARTBEAT).build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(transport.statistics().connections().handshakesRefused()).isEqualTo(1);
    }

    private void expectStranger(Hello.Builder hello, String why) throws Exception {
        var answer = post("/raft/vote", frame(hello));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer)).contains(why);
        assertThat(mailbox.mail()).isEmpty();
        assertThat(transport.statistics().connections().handshakesRefused()).isEqualTo(1);
    }

    @Test
    void refusesBytesThatAreNoFrame() throws Exception {
        expectRefusal(send(request("/raft/vote", new byte[] {1, 2, 3})), 400, "makes no sense");
    }

    @Test
    void refusesTheFirstFrameOfAMemberIfItMakesNoSense() throws Exception {
        var frame = Frame.newBuilder().setHello(hello()).addEnvelopes(Envelope.newBuilder());

        expectRefusal(post("/raft/vote", frame.build()), 400, "no message known here");
    }

    @Test
    void refusesAFrameOnTheWayOfOthers() throws Exception {
        expectRefusal(
                post("/raft/append", frame(hello())), 400, "a frame goes the way of its traffic");
    }

    @Test
    void refusesAFrameThatIsTooLargeBeforeItIsRead() throws Exception {
        var bytes = new byte[HttpNetwork.LIMITS.frameBytesMax() + 1];

        expectRefusal(
                send(request("/raft/append", bytes)),
                413,
                "a frame of 524289 bytes, 524288 are the most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/raft", "/raft/vote/", "/kv/a", "/raft/vote?a=b"})
    void saysWhereMembersTalk(String path) throws Exception {
        expectRefusal(post(path, frame(hello())), 404, "only members talk at this port");
    }

    @Test
    void refusesOtherMethods() throws Exception {
        var answer = send(HttpRequest.newBuilder(uri("/raft/vote")).GET().build());

        expectRefusal(answer, 405, "use POST");
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void refusesOtherContent() throws Exception {
        var json =
                HttpRequest.newBuilder(uri("/raft/vote"))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build();

        expectRefusal(send(json), 415, FRAME);
    }

    @Test
    void refusesABodyWithoutItsLength() throws Exception {
        var bytes = RawConnection.bytes(frame(hello()));
        var chunked =
                HttpRequest.newBuilder(uri("/raft/vote"))
                        .header("content-type", FRAME)
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes)))
                        .build();

        expectRefusal(send(chunked), 411, "without its length");
    }

    @Test
    void tellsTheOlderConnectionOfAMemberThatANewerOneTookOver() throws Exception {
        try (var older = new RawConnection(transport.port())) {
            older.send(Frame.newBuilder().setHello(hello()).build());
            until("welcome", () -> older.heard().contains("200 OK"));

            post("/raft/vote", frame(hello()));

            until("goodbye", () -> older.heard().contains("409 Conflict"));
            assertThat(older.heard()).contains("a newer connection of the same member took over");
        }
    }

    @Test
    void saysGoodbye() throws Exception {
        try (var caller = new RawConnection(transport.port())) {
            caller.send(Frame.newBuilder().setHello(hello()).build());
            until("welcome", () -> caller.heard().contains("200 OK"));

            transport.close();

            until("goodbye", () -> caller.heard().contains("503 Service Unavailable"));
            assertThat(caller.heard()).contains("member 1", "is shutting down");
        }
    }

    @Test
    void answersRequestsThatComeAllAtOnceInTheirOrder() throws Exception {
        try (var caller = new RawConnection(transport.port())) {
            for (int ping = 1; ping <= 20; ping++) {
                caller.send(Frame.newBuilder().setHello(hello()).setPing(ping).build());
            }

            until("answers", () -> caller.heard().split("HTTP/1.1 200 OK", -1).length == 21);
        }
    }

    private void expectRefusal(HttpResponse<byte[]> answer, int status, String why) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(text(answer)).contains(why);
        assertThat(mailbox.mail()).isEmpty();
        assertThat(transport.statistics().received().framesRefused()).isEqualTo(1);
    }

    private HttpResponse<byte[]> post(String path, Frame frame) throws Exception {
        return send(request(path, RawConnection.bytes(frame)));
    }

    private HttpRequest request(String path, byte[] bytes) {
        return HttpRequest.newBuilder(uri(path))
                .header("content-type", FRAME)
                .POST(BodyPublishers.ofByteArray(bytes))
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + transport.port() + path);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static Frame frame(Hello.Builder hello) {
        return Frame.newBuilder().setHello(hello).addEnvelopes(HEARTBEAT).build();
    }

    private static Hello.Builder hello() {
        return Hello.newBuilder()
                .setProtocol(1)
                .setCluster(HttpNetwork.CLUSTER)
                .setFrom(2)
                .setTo(1)
                .setTraffic(Wire.Traffic.LEADERSHIP);
    }
}
