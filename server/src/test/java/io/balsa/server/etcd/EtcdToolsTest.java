package io.balsa.server.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.server.Members;
import io.balsa.wire.etcd.AlarmRequest;
import io.balsa.wire.etcd.AlarmRequest.AlarmAction;
import io.balsa.wire.etcd.ClusterGrpc;
import io.balsa.wire.etcd.MaintenanceGrpc;
import io.balsa.wire.etcd.Member;
import io.balsa.wire.etcd.MemberListRequest;
import io.balsa.wire.etcd.StatusRequest;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class EtcdToolsTest {
    @RegisterExtension final Members members = new Members();

    @Test
    void servesJetcd() throws Exception {
        var servers = members.three();
        var endpoints = servers.stream().map(server -> "http://" + server.clientAddress()).toList();
        try (var client = Client.builder().endpoints(endpoints.toArray(String[]::new)).build()) {
            var kv = client.getKVClient();
            var previous = PutOption.builder().withPrevKV().build();
            assertThat(get(kv.put(bytes("a/1"), bytes("x"))).hasPrevKv()).isFalse();
            assertThat(get(kv.put(bytes("a/1"), bytes("y"), previous)).getPrevKv().getValue())
                    .isEqualTo(bytes("x"));
            assertThat(get(kv.put(bytes("a/2"), bytes("z"))).getHeader().getRevision())
                    .isEqualTo(4);

            var prefix = GetOption.builder().isPrefix(true).build();
            assertThat(get(kv.get(bytes("a/"), prefix)).getKvs()).hasSize(2);
            var txn =
                    kv.txn()
                            .If(new Cmp(bytes("a/1"), Cmp.Op.EQUAL, CmpTarget.value(bytes("y"))))
                            .Then(Op.put(bytes("a/3"), bytes("w"), PutOption.DEFAULT))
                            .commit();
            assertThat(get(txn).isSucceeded()).isTrue();
            var all = DeleteOption.builder().isPrefix(true).build();
            assertThat(get(kv.delete(bytes("a/"), all)).getDeleted()).isEqualTo(3);
        }
    }

    @Test
    void listsTheMembersAndHowToReachThem() throws Exception {
        var servers = members.three();
        var server = servers.getFirst();
        var cluster = ClusterGrpc.newBlockingStub(members.channel(server));

        for (var linearizable : List.of(true, false)) {
            var request = MemberListRequest.newBuilder().setLinearizable(linearizable).build();
            var answer = cluster.memberList(request);
            assertThat(answer.getMembersList())
                    .extracting(Member::getID)
                    .containsExactly(1L, 2L, 3L);
            assertThat(answer.getMembers(0).getPeerURLsList())
                    .containsExactly("http://" + server.peerAddress());
            assertThat(answer.getMembers(0).getClientURLsList())
                    .containsExactly("http://" + server.clientAddress());
        }
    }

    @Test
    void saysHowAMemberIsDoing() throws Exception {
        var server = members.alone();
        var maintenance = MaintenanceGrpc.newBlockingStub(members.channel(server));

        var status = maintenance.status(StatusRequest.getDefaultInstance());
        assertThat(status.getLeader()).isEqualTo(1);
        assertThat(status.getVersion()).matches("3\\.\\d+\\.\\d+");
        assertThat(status.getRaftTerm()).isPositive();
        assertThat(status.getRaftAppliedIndex()).isPositive();
        assertThat(status.getDbSize()).isPositive();
        assertThat(status.getErrorsList()).isEmpty();
        var alarms = maintenance.alarm(AlarmRequest.getDefaultInstance());
        assertThat(alarms.getAlarmsList()).isEmpty();
        var raise = AlarmRequest.newBuilder().setAction(AlarmAction.ACTIVATE).build();
        assertThatThrownBy(() -> maintenance.alarm(raise))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void isHealthyWhileItKnowsALeader() throws Exception {
        var leading = HealthGrpc.newBlockingStub(members.channel(members.alone()));
        var settings = new HashMap<>(Members.settings(members.folder()));
        settings.put("cluster.bootstrap", "false");
        var lost = members.channel(members.start(settings));
        var waiting = HealthGrpc.newBlockingStub(lost);
        var request = HealthCheckRequest.getDefaultInstance();

        Members.await(() -> leading.check(request).getStatus() == ServingStatus.SERVING);
        assertThat(waiting.check(request).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
        var status =
                MaintenanceGrpc.newBlockingStub(lost).status(StatusRequest.getDefaultInstance());
        assertThat(status.getErrorsList()).containsExactly("etcdserver: no leader");
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
