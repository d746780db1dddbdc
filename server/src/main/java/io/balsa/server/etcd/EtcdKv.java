package io.balsa.server.etcd;

import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.wire.etcd.CompactionRequest;
import io.balsa.wire.etcd.CompactionResponse;
import io.balsa.wire.etcd.DeleteRangeRequest;
import io.balsa.wire.etcd.DeleteRangeResponse;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RangeResponse;
import io.balsa.wire.etcd.RangeStreamResponse;
import io.balsa.wire.etcd.TxnRequest;
import io.balsa.wire.etcd.TxnResponse;
import io.grpc.stub.StreamObserver;

/// etcd's key-value service.
public final class EtcdKv extends KVGrpc.KVImplBase {
    private final ReplicatedStore store;
    private final Replies replies;

    public EtcdKv(ReplicatedStore store, Headers headers) {
        this.store = store;
        this.replies = new Replies(headers);
    }

    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> client) {
        replies.answer(
                client,
                () -> store.read(EtcdRequests.range(request), EtcdRequests.consistency(request)),
                (header, result) -> EtcdAnswers.range(header, (RangeResult) result));
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> client) {
        replies.answer(
                client,
                () -> store.write(EtcdRequests.put(request), null),
                (header, result) -> EtcdAnswers.put(header, (PutResult) result));
    }

    @Override
    public void deleteRange(
            DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> client) {
        replies.answer(
                client,
                () -> store.write(EtcdRequests.delete(request), null),
                (header, result) -> EtcdAnswers.delete(header, (DeleteResult) result));
    }

    /// One that writes nothing, whatever the store holds, is a read.
    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> client) {
        replies.answer(
                client,
                () -> {
                    var txn = EtcdRequests.txn(request);
                    return txn.isReadOnly()
                            ? store.read(txn, EtcdRequests.consistency(request))
                            : store.write(txn, null);
                },
                (header, result) -> EtcdAnswers.txn(header, (TxnResult) result));
    }

    @Override
    public void rangeStream(RangeRequest request, StreamObserver<RangeStreamResponse> client) {
        client.onError(
                EtcdErrors.unsupported("RangeStream is not served; use Range").asException());
    }

    @Override
    public void compact(CompactionRequest request, StreamObserver<CompactionResponse> client) {
        client.onError(
                EtcdErrors.unsupported(
                                "Compact is not served: there is no history yet that it could"
                                        + " forget")
                        .asException());
    }
}
