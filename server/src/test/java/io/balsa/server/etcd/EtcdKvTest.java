package io.balsa.server.etcd;

import static com.google.protobuf.ByteString.copyFromUtf8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;

import io.balsa.server.Members;
import io.balsa.wire.etcd.CompactionRequest;
import io.balsa.wire.etcd.Compare;
import io.balsa.wire.etcd.Compare.CompareResult;
import io.balsa.wire.etcd.Compare.CompareTarget;
import io.balsa.wire.etcd.DeleteRangeRequest;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.KVGrpc.KVBlockingStub;
import io.balsa.wire.etcd.KeyValue;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RangeRequest.SortOrder;
import io.balsa.wire.etcd.RangeRequest.SortTarget;
import io.balsa.wire.etcd.RequestOp;
import io.balsa.wire.etcd.TxnRequest;
import io.grpc.StatusRuntimeException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;
import java.util.concurrent.TimeUnit;

class EtcdKvTest {
    private static final int REQUEST_BYTES_MAX = 10_000;

    @RegisterExtension final Members members = new Members();

    private KVBlockingStub kv;

    @BeforeEach
    void startAMember() throws Exception {
        var server =
                members.alone(
                        Map.of(
                                "limits.request_bytes_max",
                                Integer.toString(REQUEST_BYTES_MAX),
                                "limits.key_bytes_max",
                                "100",
                                "limits.txn_operations_max",
                                "2"));
        kv =
                KVGrpc.newBlockingStub(members.channel(server))
                        .withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    @Test
    void putsAndGets() {
        var header = kv.put(put("a", "1").build()).getHeader();
        kv.put(put("a", "2").build());

        assertThat(header.getMemberId()).isEqualTo(1);
        assertThat(header.getClusterId()).isNotZero();
        assertThat(header.getRevision()).isEqualTo(2);
        assertThat(header.getRaftTerm()).isPositive();
        var answer = kv.range(range("a").build());
        assertThat(answer.getHeader().getRevision()).isEqualTo(3);
        assertThat(answer.getCount()).isEqualTo(1);
        assertThat(answer.getKvs(0))
                .isEqualTo(
                        KeyValue.newBuilder()
                                .setKey(copyFromUtf8("a"))
                                .setValue(copyFromUtf8("2"))
                                .setCreateRevision(2)
                                .setModRevision(3)
                                .setVersion(2)
                                .build());
    }

    @Test
    void answersWithWhatWasOverwrittenOrDeleted() {
        assertThat(kv.put(put("a", "1").setPrevKv(true).build()).hasPrevKv()).isFalse();
        assertThat(kv.put(put("a", "2").setPrevKv(true).build()).getPrevKv().getValue())
                .isEqualTo(copyFromUtf8("1"));

        var answer = kv.deleteRange(delete("a").setPrevKv(true).build());
        assertThat(answer.getDeleted()).isEqualTo(1);
        assertThat(answer.getPrevKvs(0).getValue()).isEqualTo(copyFromUtf8("2"));
        assertThat(kv.range(range("a").build()).getKvsCount()).isZero();
    }

    @Test
    void readsRangesInAnyOrder() {
        for (var key : new String[] {"b/3", "b/1", "b/2", "c"}) {
            kv.put(put(key, "").build());
        }
        var page = range("b/").setRangeEnd(copyFromUtf8("b0")).setLimit(2);

        var answer = kv.range(page.build());
        assertThat(answer.getKvsList()).extracting(EtcdKvTest::key).containsExactly("b/1", "b/2");
        assertThat(answer.getMore()).isTrue();
        assertThat(answer.getCount()).isEqualTo(3);
        var newest = page.setSortOrder(SortOrder.DESCEND).setSortTarget(SortTarget.MOD);
        assertThat(kv.range(newest.build()).getKvsList())
                .extracting(EtcdKvTest::key)
                .containsExactly("b/2", "b/1");
        assertThat(kv.range(page.setCountOnly(true).build()).getKvsList()).isEmpty();
    }

    @Test
    void answersManyPairsAtOnce() {
        for (var i = 0; i < 50; i++) {
            kv.put(put("key-%02d".formatted(i), "value").build());
        }

        var all = ByteString.copyFrom(new byte[1]);
        var answer = kv.range(RangeRequest.newBuilder().setKey(all).setRangeEnd(all).build());
        assertThat(answer.getKvsList()).hasSize(50);
        assertThat(answer.getKvs(49).getValue()).isEqualTo(copyFromUtf8("value"));
    }

    @Test
    void readsLocallyWhenAsked() {
        kv.put(put("a", "1").build());

        assertThat(kv.range(range("a").setSerializable(true).build()).getCount()).isEqualTo(1);
    }

    @Test
    void comparesAndSets() {
        var lock =
                TxnRequest.newBuilder()
                        .addCompare(absent("lock"))
                        .addSuccess(RequestOp.newBuilder().setRequestPut(put("lock", "me")))
                        .addFailure(RequestOp.newBuilder().setRequestRange(range("lock")))
                        .build();

        var first = kv.txn(lock);
        assertThat(first.getSucceeded()).isTrue();
        assertThat(first.getResponses(0).hasResponsePut()).isTrue();
        var second = kv.txn(lock);
        assertThat(second.getSucceeded()).isFalse();
        assertThat(second.getResponses(0).getResponseRange().getKvs(0).getValue())
                .isEqualTo(copyFromUtf8("me"));
    }

    @Test
    void readsInATransactionWithoutWriting() {
        kv.put(put("a", "1").build());
        var read = RequestOp.newBuilder().setRequestRange(range("a").setSerializable(true));
        var txn = TxnRequest.newBuilder().addSuccess(read);

        assertThat(kv.txn(txn.build()).getResponses(0).getResponseRange().getCount()).isEqualTo(1);
        var compared = kv.txn(TxnRequest.newBuilder().addCompare(absent("b")).build());
        assertThat(compared.getSucceeded()).isTrue();
        assertThat(compared.getHeader().getRevision()).isEqualTo(2);
    }

    @Test
    void refusesInEtcdsWords() {
        var empty = RequestOp.getDefaultInstance();
        refuses(
                "INVALID_ARGUMENT: etcdserver: key is not provided",
                () -> kv.put(put("", "1").build()),
                () -> kv.range(range("").build()),
                () -> kv.deleteRange(delete("").build()));
        refuses(
                "INVALID_ARGUMENT: etcdserver: value is provided",
                () -> kv.put(put("a", "1").setIgnoreValue(true).build()));
        refuses(
                "INVALID_ARGUMENT: etcdserver: key not found",
                () -> kv.put(put("a", "").setIgnoreValue(true).build()),
                () -> kv.txn(TxnRequest.newBuilder().addSuccess(empty).build()));
        refuses(
                "INVALID_ARGUMENT: etcdserver: invalid sort option",
                () -> kv.range(range("a").setSortTargetValue(9).build()),
                () -> kv.range(range("a").setSortOrderValue(9).build()));
        refuses(
                "OUT_OF_RANGE: etcdserver: mvcc: required revision is a future revision",
                () -> kv.range(range("a").setRevision(99).build()));
    }

    @Test
    void refusesTransactionsThatMakeNoSense() {
        var put = RequestOp.newBuilder().setRequestPut(put("a", "1")).build();
        refuses(
                "INVALID_ARGUMENT: etcdserver: duplicate key given in txn request",
                () -> kv.txn(TxnRequest.newBuilder().addSuccess(put).addSuccess(put).build()));
        refuses(
                "INVALID_ARGUMENT: etcdserver: too many operations in txn request",
                () ->
                        kv.txn(
                                TxnRequest.newBuilder()
                                        .addCompare(absent("a"))
                                        .addCompare(absent("b"))
                                        .addCompare(absent("c"))
                                        .build()));
        refuses(
                "INVALID_ARGUMENT: balsa: unknown compare target",
                () ->
                        kv.txn(
                                TxnRequest.newBuilder()
                                        .addCompare(Compare.newBuilder().setTargetValue(77))
                                        .build()));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        refuses(
                "NOT_FOUND: etcdserver: requested lease not found",
                () -> kv.put(put("a", "1").setLease(5).build()));
        refuses(
                "INVALID_ARGUMENT: etcdserver: lease is provided",
                () -> kv.put(put("a", "1").setLease(5).setIgnoreLease(true).build()));
        refuses(
                "UNIMPLEMENTED: balsa: ignore_lease",
                () -> kv.put(put("a", "1").setIgnoreLease(true).build()));
        refuses(
                "UNIMPLEMENTED: balsa: Compact is not served",
                () -> kv.compact(CompactionRequest.newBuilder().setRevision(1).build()));
        refuses(
                "UNIMPLEMENTED: balsa: RangeStream is not served",
                () -> kv.rangeStream(range("a").build()).next());
    }

    @Test
    void refusesKeysValuesAndRequestsThatAreTooLarge() {
        refuses(
                "INVALID_ARGUMENT: etcdserver: request is too large",
                () -> kv.put(put("k".repeat(101), "1").build()),
                () -> kv.range(range("k".repeat(101)).build()),
                () -> kv.put(put("a", "v".repeat(REQUEST_BYTES_MAX)).build()));
        refuses("RESOURCE_EXHAUSTED", () -> kv.put(put("a", "v".repeat(1 << 20)).build()));
        assertThat(kv.put(put("k".repeat(100), "v".repeat(9_000)).build()).hasHeader()).isTrue();
    }

    private static void refuses(String status, ThrowingCallable... calls) {
        for (var call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageStartingWith(status);
        }
    }

    private static PutRequest.Builder put(String key, String value) {
        return PutRequest.newBuilder().setKey(copyFromUtf8(key)).setValue(copyFromUtf8(value));
    }

    private static RangeRequest.Builder range(String key) {
        return RangeRequest.newBuilder().setKey(copyFromUtf8(key));
    }

    private static DeleteRangeRequest.Builder delete(String key) {
        return DeleteRangeRequest.newBuilder().setKey(copyFromUtf8(key));
    }

    private static Compare absent(String key) {
        return Compare.newBuilder()
                .setKey(copyFromUtf8(key))
                .setTarget(CompareTarget.VERSION)
                .setResult(CompareResult.EQUAL)
                .build();
    }

    private static String key(KeyValue pair) {
        return pair.getKey().toStringUtf8();
    }
}
