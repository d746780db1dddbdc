package io.balsa.benchmarks.stack;

import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.balsa.wire.etcd.ResponseHeader;
import io.grpc.stub.StreamObserver;

import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A key-value service that stores nothing, but answers puts from a thread of its own, in batches
/// of what has queued up, as a member's apply thread does.
final class ApplyThread extends KVGrpc.KVImplBase {
    private final BlockingQueue<StreamObserver<PutResponse>> waiting = new LinkedBlockingQueue<>();
    private long revision;

    static ApplyThread start() {
        var apply = new ApplyThread();
        Thread.ofPlatform().daemon().name("apply").start(apply::answerForever);
        return apply;
    }

    private ApplyThread() {}

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> client) {
        waiting.add(client);
    }

    private void answerForever() {
        var batch = new ArrayList<StreamObserver<PutResponse>>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch);
                batch.forEach(this::answer);
                batch.clear();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Asked to stop.
        }
    }

    private void answer(StreamObserver<PutResponse> client) {
        revision++;
        var header =
                ResponseHeader.newBuilder()
                        .setClusterId(0x1234_5678_9abc_def0L)
                        .setMemberId(0x0fed_cba9_8765_4321L)
                        .setRevision(revision)
                        .setRaftTerm(3);
        client.onNext(PutResponse.newBuilder().setHeader(header).build());
        client.onCompleted();
    }
}
