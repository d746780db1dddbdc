package io.balsa.server.grpc;

import static com.google.protobuf.ByteString.copyFromUtf8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;

import io.balsa.server.Members;
import io.balsa.server.Server;
import io.balsa.wire.v1.CompareAndSet;
import io.balsa.wire.v1.Consistency;
import io.balsa.wire.v1.Delete;
import io.balsa.wire.v1.ErrorDetail;
import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.Get;
import io.balsa.wire.v1.KVServiceGrpc;
import io.balsa.wire.v1.Once;
import io.balsa.wire.v1.Put;
import io.balsa.wire.v1.Range;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

class KvServiceTest {
    @RegisterExtension final Members members = new Members();

    @Test
    void putsGetsAndDeletes() throws Exception {
        var server = members.alone();

        var first = execute(server, put("a", "1"));
        var second = execute(server, put("a", "2"));
        var got = execute(server, get("a", Consistency.CONSISTENCY_UNSPECIFIED));
        var deleted = execute(server, delete("a"));
        var again = execute(server, delete("a"));

        assertThat(first.getPut().hasPrevious()).isFalse();
        assertThat(first.getMemberId()).isEqualTo(1);
        assertThat(first.getTerm()).isEqualTo(server.state().term());
        assertThat(second.getPut().getPrevious().getValue().toStringUtf8()).isEqualTo("1");
        assertThat(got.getGet().getPair().getValue().toStringUtf8()).isEqualTo("2");
        assertThat(got.getGet().getPair().getVersion()).isEqualTo(2);
        assertThat(got.getGet().getPair().getModRevision()).isEqualTo(second.getRevision());
        assertThat(deleted.getDelete().getDeleted()).isEqualTo(1);
        assertThat(again.getDelete().getDeleted()).isZero();
        assertThat(execute(server, get("a", Consistency.CONSISTENCY_LOCAL)).getGet().hasPair())
                .isFalse();
    }

    @Test
    void readsRanges() throws Exception {
        var server = members.alone();
        for (var key : new String[] {"a1", "a2", "a3", "b"}) {
            execute(server, put(key, "v"));
        }

        var range = Range.newBuilder().setKey(copyFromUtf8("a")).setEnd(copyFromUtf8("b"));
        var two = execute(server, range(range.clone().setLimit(2)));
        var keys = execute(server, range(range.clone().setKeysOnly(true)));
        var count = execute(server, range(range.clone().setCountOnly(true)));

        assertThat(two.getRange().getPairsList())
                .extracting(pair -> pair.getKey().toStringUtf8())
                .containsExactly("a1", "a2");
        assertThat(two.getRange().getMore()).isTrue();
        assertThat(two.getRange().getCount()).isEqualTo(3);
        assertThat(keys.getRange().getPairsList()).allMatch(pair -> pair.getValue().isEmpty());
        assertThat(count.getRange().getPairsList()).isEmpty();
        assertThat(count.getRange().getCount()).isEqualTo(3);
    }

    @Test
    void setsOnlyWhatIsAsExpected() throws Exception {
        var server = members.alone();
        var key = copyFromUtf8("k");
        var created = cas(server, CompareAndSet.newBuilder().setAbsent(true), "1");
        var twice = cas(server, CompareAndSet.newBuilder().setAbsent(true), "2");
        var revision = created.getRevision();
        var byRevision = cas(server, CompareAndSet.newBuilder().setModRevision(revision), "3");
        var byValue = cas(server, CompareAndSet.newBuilder().setValue(copyFromUtf8("3")), "4");
        var byVersion = cas(server, CompareAndSet.newBuilder().setVersion(3), "5");
        var gone =
                execute(
                        server,
                        ExecuteRequest.newBuilder()
                                .setCompareAndSet(
                                        CompareAndSet.newBuilder().setKey(key).setVersion(4))
                                .build());

        assertThat(created.getCompareAndSet().getSucceeded()).isTrue();
        assertThat(twice.getCompareAndSet().getSucceeded()).isFalse();
        assertThat(twice.getCompareAndSet().getActual().getValue().toStringUtf8()).isEqualTo("1");
        assertThat(byRevision.getCompareAndSet().getSucceeded()).isTrue();
        assertThat(byValue.getCompareAndSet().getSucceeded()).isTrue();
        assertThat(byVersion.getCompareAndSet().getSucceeded()).isTrue();
        assertThat(gone.getCompareAndSet().getSucceeded()).isTrue();
        assertThat(
                        execute(server, get("k", Consistency.CONSISTENCY_LINEARIZABLE))
                                .getGet()
                                .hasPair())
                .isFalse();
    }

    @Test
    void appliesAWriteOfOneClientAndSerialOnce() throws Exception {
        var servers = members.three();
        servers.forEach(Members::awaitLeader);
        var once = Once.newBuilder().setClientId(copyFromUtf8("me")).setSerial(7).setOpens(true);
        var request = put("a", "1").toBuilder().setOnce(once).build();

        var first = execute(servers.get(0), request);
        var other = execute(servers.get(1), request.toBuilder().setOnce(once).build());

        assertThat(other.getRevision()).isEqualTo(first.getRevision());
        assertThat(other.getPut().hasPrevious()).isFalse();
        var unknown =
                put("a", "2").toBuilder()
                        .setOnce(once.clone().setClientId(copyFromUtf8("new")).setOpens(false))
                        .build();
        var failure = failure(servers.get(2), unknown);
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(detail(failure).getReason()).isEqualTo(ErrorDetail.Reason.REASON_SESSION_LOST);
    }

    @Test
    void readsOnAFollowerWhatWasWrittenThroughAnother() throws Exception {
        var servers = members.three();
        for (var writer : servers) {
            var key = "by " + writer.state().member();
            execute(writer, put(key, "1"));
            for (var reader : servers) {
                var got = execute(reader, get(key, Consistency.CONSISTENCY_FOLLOWER));
                assertThat(got.getGet().getPair().getValue().toStringUtf8()).isEqualTo("1");
                assertThat(got.getMemberId()).isEqualTo(reader.state().member().value());
            }
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        var server = members.alone(Map.of("limits.key_bytes_max", "10"));
        var once = Once.newBuilder().setClientId(copyFromUtf8("me")).setOpens(true);

        refuses(server, ExecuteRequest.getDefaultInstance(), "no command");
        refuses(server, put("", "1"), "key is not provided");
        refuses(
                server,
                put("k".repeat(11), "1"),
                "request is too large: a key has 11 bytes, limits.key_bytes_max is 10");
        refuses(
                server,
                get("a", Consistency.CONSISTENCY_LOCAL).toBuilder().setOnce(once).build(),
                "a read has no place in a session");
        refuses(
                server,
                ExecuteRequest.newBuilder()
                        .setCompareAndSet(CompareAndSet.newBuilder().setKey(copyFromUtf8("a")))
                        .build(),
                "nothing is expected");
    }

    /// The first write went to a leader that can reach nobody, so nobody knows what becomes of it.
    @Test
    void saysWhetherAWriteMayHaveHappened() throws Exception {
        var servers = members.threeThatAreSlowToGiveUp();
        var leader = Members.leader(servers);
        execute(leader, put("warm", "up"));
        servers.stream().filter(server -> server != leader).forEach(Server::close);

        var unknown = failure(leader, put("a", "1"));
        Members.await(() -> leader.state().leader() == null);
        var refused = failure(leader, put("a", "2"));

        assertThat(detail(unknown).getMayHaveHappened()).isTrue();
        assertThat(detail(refused).getMayHaveHappened()).isFalse();
        assertThat(detail(refused).getReason()).isEqualTo(ErrorDetail.Reason.REASON_NO_LEADER);
    }

    private void refuses(Server server, ExecuteRequest request, String why) {
        var failure = failure(server, request);
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failure.getStatus().getDescription()).startsWith(why);
        assertThat(detail(failure).getMayHaveHappened()).isFalse();
    }

    private StatusRuntimeException failure(Server server, ExecuteRequest request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> execute(server, request));
    }

    private static ErrorDetail detail(StatusRuntimeException failure) {
        var trailers = Objects.requireNonNull(failure.getTrailers());
        return Objects.requireNonNull(trailers.get(Errors.DETAIL));
    }

    private ExecuteResponse execute(Server server, ExecuteRequest request) {
        return KVServiceGrpc.newBlockingStub(members.channel(server))
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .execute(request);
    }

    private ExecuteResponse cas(Server server, CompareAndSet.Builder expected, String update) {
        var wanted = expected.setKey(copyFromUtf8("k")).setUpdate(ByteString.copyFromUtf8(update));
        return execute(server, ExecuteRequest.newBuilder().setCompareAndSet(wanted).build());
    }

    private static ExecuteRequest put(String key, String value) {
        return ExecuteRequest.newBuilder()
                .setPut(
                        Put.newBuilder()
                                .setKey(copyFromUtf8(key))
                                .setValue(copyFromUtf8(value))
                                .setPrevious(true))
                .build();
    }

    private static ExecuteRequest get(String key, Consistency consistency) {
        return ExecuteRequest.newBuilder()
                .setGet(Get.newBuilder().setKey(copyFromUtf8(key)).setConsistency(consistency))
                .build();
    }

    private static ExecuteRequest delete(String key) {
        return ExecuteRequest.newBuilder()
                .setDelete(Delete.newBuilder().setKey(copyFromUtf8(key)))
                .build();
    }

    private static ExecuteRequest range(Range.Builder range) {
        return ExecuteRequest.newBuilder().setRange(range).build();
    }
}
