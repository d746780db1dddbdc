package io.balsa.server.etcd;

import io.balsa.kv.store.KvStore;
import io.balsa.raft.node.Consistency;
import io.balsa.server.store.ReplicatedStore;
import io.balsa.wire.etcd.AlarmRequest;
import io.balsa.wire.etcd.AlarmRequest.AlarmAction;
import io.balsa.wire.etcd.AlarmResponse;
import io.balsa.wire.etcd.MaintenanceGrpc;
import io.balsa.wire.etcd.StatusRequest;
import io.balsa.wire.etcd.StatusResponse;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// etcd's service for operators, as far as it is served: how a member is doing.
public final class EtcdMaintenance extends MaintenanceGrpc.MaintenanceImplBase {
    /// The version of etcd whose API this is; clients decide by it what they may use.
    private static final String VERSION = "3.5.0";

    private static final long UNKNOWN = 0;

    private final ReplicatedStore store;
    private final Headers headers;
    private final Path dataDirectory;

    public EtcdMaintenance(ReplicatedStore store, Headers headers, Path dataDirectory) {
        this.store = store;
        this.headers = headers;
        this.dataDirectory = dataDirectory;
    }

    /// There is nothing that could raise an alarm.
    @Override
    public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> client) {
        if (request.getAction() == AlarmAction.ACTIVATE) {
            client.onError(EtcdErrors.unsupported("alarms cannot be raised").asException());
            return;
        }
        var header = headers.of(store.state().term());
        client.onNext(AlarmResponse.newBuilder().setHeader(header).build());
        client.onCompleted();
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> client) {
        var status =
                store.ask(KvStore::revision, Consistency.LOCAL)
                        .thenApplyAsync(this::status, Thread::startVirtualThread);
        Replies.answer(client, status);
    }

    private StatusResponse status(long revision) {
        var state = store.state();
        var leader = state.leader();
        var bytes = dataBytes();
        var answer =
                StatusResponse.newBuilder()
                        .setHeader(headers.of(state.term(), revision))
                        .setVersion(VERSION)
                        .setDbSize(bytes)
                        .setDbSizeInUse(bytes)
                        .setLeader(leader == null ? UNKNOWN : leader.value())
                        .setRaftTerm(state.term())
                        .setRaftIndex(state.commitIndex())
                        .setRaftAppliedIndex(state.appliedIndex())
                        .setIsLearner(state.membership().learners().contains(state.member()));
        if (leader == null) {
            answer.addErrors("etcdserver: no leader");
        }
        return answer.build();
    }

    private long dataBytes() {
        try (var files = Files.walk(dataDirectory)) {
            return files.map(Path::toFile)
                    .mapToLong(file -> file.isFile() ? file.length() : 0)
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return UNKNOWN;
        }
    }
}
