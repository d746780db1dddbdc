package io.balsa.client;

import static com.google.protobuf.ByteString.copyFromUtf8;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.KVServiceGrpc;
import io.balsa.wire.v1.Once;
import io.balsa.wire.v1.Put;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Every write is applied once, whatever is lost on the way.
class ExactlyOnceTest {
    private static final ByteString KEY = copyFromUtf8("k");
    private static final int WRITERS = 8;
    private static final int WRITES_EACH = 25;

    @RegisterExtension final Group group = new Group();

    @Test
    void appliesAWriteOnceWhoseAnswerWasLost() throws Exception {
        var servers = group.three();
        var lossy = group.keep(new Forwarder(Group.endpoint(servers.get(0))));
        var direct = group.client(List.of(servers.get(1)));
        var options =
                ClientOptions.of(lossy.endpoint(), servers.get(1).clientAddress().toString())
                        .withAttempt(Duration.ofSeconds(60))
                        .within(Duration.ofSeconds(60));
        var keys = group.client(options).asyncKeys();
        keys.put(KEY, copyFromUtf8("first")).get(60, TimeUnit.SECONDS);

        lossy.loseAnswers();
        var second = keys.put(KEY, copyFromUtf8("second"));
        Group.await(() -> direct.keys().text("k").orElse("").equals("second"));
        assertThat(second).isNotDone();
        lossy.close();

        var answer = second.get(60, TimeUnit.SECONDS);
        assertThat(answer.origin().member()).isEqualTo(2);
        assertThat(answer.previous().orElseThrow().getValue().toStringUtf8()).isEqualTo("first");
        assertThat(version(direct)).isEqualTo(2);
    }

    @Test
    void appliesEveryWriteOnceWhileTheLeaderGoes() throws Exception {
        var servers = group.three();
        var leader = Group.leader(servers);
        var rest = Group.without(leader, servers);
        var first = new ArrayList<>(List.of(leader));
        first.addAll(rest);
        var options = ClientOptions.of(Group.endpoints(first)).within(Duration.ofSeconds(60));
        var client = group.client(options);
        var answered = new AtomicInteger();

        var writers =
                IntStream.range(0, WRITERS)
                        .mapToObj(_ ->
                                CompletableFuture.runAsync(
                                        () -> write(client, answered), Thread::startVirtualThread))
                        .toList();
        Group.await(() -> answered.get() >= WRITERS * WRITES_EACH / 4);
        leader.close();
        for (var writer : writers) {
            writer.get(120, TimeUnit.SECONDS);
        }

        assertThat(version(client)).isEqualTo(WRITERS * WRITES_EACH);
    }

    private static void write(BalsaClient client, AtomicInteger answered) {
        for (var i = 0; i < WRITES_EACH; i++) {
            client.keys().put("k", "v");
            answered.incrementAndGet();
        }
    }

    private static long version(BalsaClient client) {
        var pair = client.keys().get(KEY, Consistency.LINEARIZABLE).pair();
        return pair.orElseThrow().getVersion();
    }

    /// Another client's answers fill the room that the store has for all of them.
    @Test
    void beginsANewSessionWhenTheStoreHasForgottenItsOwn() throws Exception {
        var client = group.client(List.of(group.alone()));
        client.keys().put("k", "1");
        forgetAllOthers(client);

        client.keys().put("k", "2");

        assertThat(version(client)).isEqualTo(2);
    }

    private static void forgetAllOthers(BalsaClient client) throws Exception {
        var put =
                Put.newBuilder()
                        .setKey(copyFromUtf8("large"))
                        .setValue(ByteString.copyFrom(new byte[1 << 20]))
                        .setPrevious(true);
        for (var serial = 0; serial < 70; serial++) {
            var once =
                    Once.newBuilder()
                            .setClientId(copyFromUtf8("another"))
                            .setSerial(serial)
                            .setOpens(true);
            send(client, ExecuteRequest.newBuilder().setPut(put).setOnce(once).build())
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<ExecuteResponse> send(
            BalsaClient client, ExecuteRequest message) {
        return client.caller()
                .call(
                        new Request<>(
                                KVServiceGrpc.getExecuteMethod(),
                                message,
                                new Target.Anyone(),
                                Request.Repeat.ONCE),
                        Duration.ofSeconds(30));
    }
}
