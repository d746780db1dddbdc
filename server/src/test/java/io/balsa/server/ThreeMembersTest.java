package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.KVGrpc.KVBlockingStub;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.RangeRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class ThreeMembersTest {
    @RegisterExtension final Members members = new Members();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void serveEveryRequestOnEveryMember() throws Exception {
        var servers = members.three();
        for (var writer : servers) {
            put(writer, "written by " + writer.state().member(), "yes");
            for (var reader : servers) {
                assertThat(get(reader, "written by " + writer.state().member())).isEqualTo("yes");
            }
        }
    }

    @Test
    void goOnWithoutTheirLeaderAndTakeItBack() throws Exception {
        var settings = members.settingsOfThree();
        var servers = members.startAll(settings);
        var leader = Members.leader(servers);
        put(leader, "before", "kept");
        leader.close();
        var rest = servers.stream().filter(server -> server != leader).toList();

        for (var server : rest) {
            assertThat(get(server, "before")).isEqualTo("kept");
            put(server, "after", "new");
        }

        var id = (int) leader.state().member().value();
        var again = members.start(settings.get(id - 1));
        assertThat(get(again, "before")).isEqualTo("kept");
        assertThat(get(again, "after")).isEqualTo("new");
    }

    @Test
    void keepEverythingWhenAllRestart() throws Exception {
        var settings = members.settingsOfThree();
        var servers = members.startAll(settings);
        put(servers.getFirst(), "key", "value");
        servers.forEach(Server::close);

        for (var server : members.startAll(settings)) {
            assertThat(get(server, "key")).isEqualTo("value");
        }
    }

    /// The leader took the write into its log, so nobody can say what will become of it. Once it
    /// has found out that it leads nobody, it takes none, and that is certain.
    @Test
    void sayWhetherAWriteMayHaveHappenedWhenThereIsNoQuorum() throws Exception {
        var servers = members.threeThatAreSlowToGiveUp();
        var leader = Members.leader(servers);
        put(leader, "warm", "up");
        servers.stream().filter(server -> server != leader).forEach(Server::close);

        var unknown = post(leader, "/kv/a");
        Members.await(() -> leader.state().leader() == null);
        var refused = post(leader, "/kv/b");
        var grpc = KVGrpc.newFutureStub(members.channel(leader)).put(request("c", "1"));

        assertThat(unknown.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(504);
        assertThat(unknown.join().body()).endsWith("\"may_have_happened\":true}");
        assertThat(refused.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(refused.join().body()).endsWith("\"may_have_happened\":false}");
        assertThatThrownBy(() -> grpc.get(60, TimeUnit.SECONDS))
                .hasMessageEndingWith("UNAVAILABLE: etcdserver: no leader");
    }

    private CompletableFuture<HttpResponse<String>> post(Server server, String target) {
        var request =
                HttpRequest.newBuilder(Members.uri(server, target))
                        .POST(BodyPublishers.ofString("value"))
                        .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private void put(Server server, String key, String value) {
        var _ = kv(server).put(request(key, value));
    }

    private static PutRequest request(String key, String value) {
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    private String get(Server server, String key) {
        var request = RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
        return kv(server).range(request).getKvs(0).getValue().toStringUtf8();
    }

    private KVBlockingStub kv(Server server) {
        return KVGrpc.newBlockingStub(members.channel(server))
                .withDeadlineAfter(60, TimeUnit.SECONDS);
    }
}
