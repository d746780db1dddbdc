package io.balsa.server.grpc;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.server.group.Group;
import io.balsa.server.group.GroupRequest.Conditional;
import io.balsa.server.health.Readiness;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.InitRequest;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.MembershipResponse;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.SnapshotRequest;
import io.balsa.wire.v1.SnapshotResponse;
import io.balsa.wire.v1.StatusRequest;
import io.balsa.wire.v1.TransferRequest;
import io.balsa.wire.v1.TransferResponse;
import io.balsa.wire.v1.WatchRequest;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What operators do with this member and its group.
public final class AdminService extends AdminServiceGrpc.AdminServiceImplBase
        implements AutoCloseable {
    /// The full names of the methods that change nothing, and tell what everybody may know.
    public static final Set<String> FREE =
            Set.of(
                    AdminServiceGrpc.getStatusMethod().getFullMethodName(),
                    AdminServiceGrpc.getWatchMethod().getFullMethodName());

    /// Each costs a message whenever anything changes.
    private static final int WATCHERS_MAX = 1_000;

    private final Group group;
    private final Readiness readiness;
    private final String peerAddress;
    private final Errors errors;
    private final Calls calls;
    private final Statuses statuses;
    private final Set<StatusWatcher> watchers = ConcurrentHashMap.newKeySet();

    /// The service of one member.
    ///
    /// @param peerAddress where the other members reach it
    public AdminService(Group group, Readiness readiness, Contacts contacts, String peerAddress) {
        this.group = group;
        this.readiness = readiness;
        this.peerAddress = peerAddress;
        this.errors = new Errors(group::state, contacts);
        this.calls = new Calls(errors);
        this.statuses = new Statuses(contacts);
    }

    @Override
    public void status(StatusRequest request, StreamObserver<MemberStatus> client) {
        calls.answer(client, statuses.of(group.state(), readiness.isReady()));
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<MemberStatus> client) {
        if (watchers.size() >= WATCHERS_MAX) {
            client.onError(errors.tooMany("clients that watch", WATCHERS_MAX));
            return;
        }
        var call = (ServerCallStreamObserver<MemberStatus>) client;
        var watcher = new StatusWatcher(call, watchers::remove);
        watchers.add(watcher);
        watcher.follow(group, () -> statuses.of(group.state(), readiness.isReady()));
    }

    /// Ends the streams of those who watch.
    @Override
    public void close() {
        watchers.forEach(watcher -> watcher.fail(errors.stopping()));
    }

    @Override
    public void init(InitRequest request, StreamObserver<MembershipResponse> client) {
        calls.answer(
                client,
                () -> group.found(read(() -> first(request.getMembersList()))),
                this::membership);
    }

    private SortedMap<MemberId, String> first(List<io.balsa.wire.v1.MemberAddress> members) {
        var self = group.state().member();
        var first = new TreeMap<>(GroupRequests.addresses(members));
        if (first.isEmpty() || first.getOrDefault(self, " ").isEmpty()) {
            first.put(self, peerAddress);
        }
        return first;
    }

    @Override
    public void addLearner(AddLearnerRequest request, StreamObserver<MembershipResponse> client) {
        change(client, () -> GroupRequests.of(request));
    }

    @Override
    public void promote(PromoteRequest request, StreamObserver<MembershipResponse> client) {
        change(client, () -> GroupRequests.of(request));
    }

    @Override
    public void changeMembership(
            ChangeMembershipRequest request, StreamObserver<MembershipResponse> client) {
        change(client, () -> GroupRequests.of(request));
    }

    @Override
    public void remove(RemoveRequest request, StreamObserver<MembershipResponse> client) {
        change(client, () -> GroupRequests.of(request));
    }

    private void change(StreamObserver<MembershipResponse> client, Supplier<Conditional> wanted) {
        calls.answer(client, () -> ask(wanted), this::membership);
    }

    private CompletableFuture<MembershipEntry> ask(Supplier<Conditional> wanted)
            throws StatusException {
        return group.ask(read(wanted));
    }

    private <T> T read(Supplier<T> request) throws StatusException {
        try {
            return request.get();
        } catch (IllegalArgumentException wrong) {
            throw errors.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    private MembershipResponse membership(MembershipEntry entry) {
        return MembershipResponse.newBuilder()
                .setMembership(statuses.membership(entry, group.state()))
                .build();
    }

    @Override
    public void transfer(TransferRequest request, StreamObserver<TransferResponse> client) {
        calls.answer(client, () -> ask(() -> GroupRequests.of(request)), _ -> transferred());
    }

    private TransferResponse transferred() {
        var status = statuses.of(group.state(), false);
        var answer = TransferResponse.newBuilder().setTerm(status.getTerm());
        if (status.hasLeader()) {
            answer.setLeader(status.getLeader());
        }
        return answer.build();
    }

    @Override
    public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> client) {
        calls.answer(
                client,
                group::snapshot,
                entry -> SnapshotResponse.newBuilder().setSnapshot(Statuses.entry(entry)).build());
    }
}
