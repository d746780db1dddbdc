package io.balsa.server.etcd;

import static io.balsa.server.etcd.ByteStrings.string;

import io.balsa.kv.store.KeyValue;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.wire.etcd.DeleteRangeResponse;
import io.balsa.wire.etcd.PutResponse;
import io.balsa.wire.etcd.RangeResponse;
import io.balsa.wire.etcd.ResponseHeader;
import io.balsa.wire.etcd.ResponseOp;
import io.balsa.wire.etcd.TxnResponse;

/// What the store answers, in etcd's words.
final class EtcdAnswers {
    private EtcdAnswers() {}

    static PutResponse put(ResponseHeader header, PutResult result) {
        var answer = PutResponse.newBuilder().setHeader(header);
        var previous = result.previous();
        if (previous != null) {
            answer.setPrevKv(pair(previous));
        }
        return answer.build();
    }

    static DeleteRangeResponse delete(ResponseHeader header, DeleteResult result) {
        var answer =
                DeleteRangeResponse.newBuilder().setHeader(header).setDeleted(result.deleted());
        result.previous().forEach(pair -> answer.addPrevKvs(pair(pair)));
        return answer.build();
    }

    static RangeResponse range(ResponseHeader header, RangeResult result) {
        var answer =
                RangeResponse.newBuilder()
                        .setHeader(header)
                        .setMore(result.more())
                        .setCount(result.count());
        result.pairs().forEach(pair -> answer.addKvs(pair(pair)));
        return answer.build();
    }

    static TxnResponse txn(ResponseHeader header, TxnResult result) {
        var answer = TxnResponse.newBuilder().setHeader(header).setSucceeded(result.succeeded());
        result.results().forEach(inner -> answer.addResponses(operation(inner)));
        return answer.build();
    }

    private static ResponseOp operation(KvResult result) {
        var revision = ResponseHeader.newBuilder().setRevision(result.revision()).build();
        var answer = ResponseOp.newBuilder();
        switch (result) {
            case PutResult put -> answer.setResponsePut(put(revision, put));
            case DeleteResult delete -> answer.setResponseDeleteRange(delete(revision, delete));
            case RangeResult range -> answer.setResponseRange(range(revision, range));
            case TxnResult txn ->
                    answer.setResponseTxn(txn(ResponseHeader.getDefaultInstance(), txn));
            case Rejected _ -> throw new IllegalStateException("a transaction fails as a whole");
        }
        return answer.build();
    }

    private static io.balsa.wire.etcd.KeyValue pair(KeyValue pair) {
        return io.balsa.wire.etcd.KeyValue.newBuilder()
                .setKey(string(pair.key()))
                .setCreateRevision(pair.createRevision())
                .setModRevision(pair.modRevision())
                .setVersion(pair.version())
                .setValue(string(pair.value()))
                .build();
    }
}
