package io.balsa.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.balsa.server.Members;
import io.balsa.server.Server;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.EntryId;
import io.balsa.wire.v1.ErrorDetail;
import io.balsa.wire.v1.InitRequest;
import io.balsa.wire.v1.MemberAddress;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Membership;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.Role;
import io.balsa.wire.v1.SnapshotRequest;
import io.balsa.wire.v1.StatusRequest;
import io.balsa.wire.v1.TransferRequest;
import io.balsa.wire.v1.WatchRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class AdminServiceTest {
    @RegisterExtension final Members members = new Members();

    @Test
    void growsAndShrinksAGroup() throws Exception {
        var servers = members.threeOfNoGroup();
        var first = admin(servers.getFirst());
        assertThat(status(first).getRole()).isEqualTo(Role.ROLE_STRANGER);

        first.init(InitRequest.getDefaultInstance());
        for (var id : List.of(2L, 3L)) {
            var peer = servers.get((int) (id - 1)).peerAddress().toString();
            var member = MemberAddress.newBuilder().setId(id).setPeerAddress(peer);
            first.addLearner(
                    AddLearnerRequest.newBuilder().setMember(member).setBlocking(true).build());
        }
        var promoted = first.promote(PromoteRequest.newBuilder().addLearners(2).build());
        assertThat(voters(promoted.getMembership())).containsExactly(1L, 2L);
        assertThat(first.changeMembership(voters(1, 2, 3)).getMembership().getCommitted()).isTrue();

        Members.await(() -> status(first).getReady());
        var status = status(first);
        assertThat(status.getRole()).isEqualTo(Role.ROLE_LEADER);
        assertThat(voters(status.getMembership())).containsExactly(1L, 2L, 3L);
        assertThat(status.getMembership().getMembers(1).hasFollower()).isTrue();

        var removed = first.remove(RemoveRequest.newBuilder().addMembers(3).build());
        assertThat(voters(removed.getMembership())).containsExactly(1L, 2L);
        assertThat(removed.getMembership().getRetiredList()).containsExactly(3L);
        first.remove(RemoveRequest.newBuilder().addMembers(3).build());
    }

    @Test
    void changesOnlyTheMembershipThatIsExpected() throws Exception {
        var server = members.alone();
        var admin = admin(server);
        var member = MemberAddress.newBuilder().setId(2).setPeerAddress("127.0.0.1:1");
        var add = AddLearnerRequest.newBuilder().setMember(member);
        var before = status(admin).getMembership().getEntry();

        var added = admin.addLearner(add.clone().setExpected(before).build()).getMembership();
        assertThat(added.getEntry()).isNotEqualTo(before);
        var stale = RemoveRequest.newBuilder().addMembers(2).setExpected(before).build();
        var failure = failure(() -> admin.remove(stale));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(detail(failure).getReason()).isEqualTo(ErrorDetail.Reason.REASON_CHANGE_REFUSED);
        assertThat(failure.getStatus().getDescription())
                .contains("%d/%d".formatted(term(added.getEntry()), added.getEntry().getIndex()));
    }

    private static long term(EntryId id) {
        return id.getTerm();
    }

    @Test
    void handsLeadershipOverAndSaysWhoLeads() throws Exception {
        var servers = members.three();
        servers.forEach(Members::awaitLeader);
        var leader = Objects.requireNonNull(servers.getFirst().state().leader());
        var from = servers.get((int) leader.value() - 1);
        var to = leader.value() % 3 + 1;
        var other = servers.get((int) to - 1);

        var refused =
                failure(() ->
                        admin(other).transfer(TransferRequest.newBuilder().setTo(to).build()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(detail(refused).getReason()).isEqualTo(ErrorDetail.Reason.REASON_NOT_LEADER);
        assertThat(detail(refused).getLeader().getId()).isEqualTo(leader.value());
        assertThat(detail(refused).getLeader().getPeerAddress())
                .isEqualTo(from.peerAddress().toString());

        admin(from).transfer(TransferRequest.newBuilder().setTo(to).build());
        for (var server : servers) {
            Members.await(() -> leads(server, to));
        }
    }

    private static boolean leads(Server server, long member) {
        var leader = server.state().leader();
        return leader != null && leader.value() == member;
    }

    @Test
    void takesASnapshot() throws Exception {
        var server = members.alone();
        var admin = admin(server);

        var taken = admin.snapshot(SnapshotRequest.getDefaultInstance()).getSnapshot();

        assertThat(taken.getIndex()).isPositive();
        assertThat(status(admin).getSnapshot()).isEqualTo(taken);
    }

    @Test
    void showsEveryStateToThoseWhoWatchUntilTheMemberEnds() throws Exception {
        var server = members.alone();
        var seen = new LinkedBlockingQueue<MemberStatus>();
        var end = new CompletableFuture<Throwable>();
        AdminServiceGrpc.newStub(members.channel(server))
                .watch(WatchRequest.getDefaultInstance(), observer(seen, end));
        var first = Objects.requireNonNull(seen.poll(60, TimeUnit.SECONDS));

        var member = MemberAddress.newBuilder().setId(2).setPeerAddress("127.0.0.1:1");
        admin(server).addLearner(AddLearnerRequest.newBuilder().setMember(member).build());

        assertThat(first.getMembership().getMembersCount()).isEqualTo(1);
        var next = first;
        while (next.getMembership().getMembersCount() == 1) {
            next = Objects.requireNonNull(seen.poll(60, TimeUnit.SECONDS));
        }
        assertThat(next.getMembership().getMembers(1).getLearner()).isTrue();
        server.close();
        assertThat(Status.fromThrowable(end.get(60, TimeUnit.SECONDS)).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        var admin = admin(members.alone());

        assertThat(failure(() -> admin.init(InitRequest.getDefaultInstance())).getStatus())
                .extracting(Status::getCode)
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(failure(() -> admin.changeMembership(voters(1, 9))).getStatus().getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
        assertThat(
                        failure(() -> admin.addLearner(AddLearnerRequest.getDefaultInstance()))
                                .getStatus()
                                .getDescription())
                .isEqualTo("a member id is greater than 0, not 0");
        assertThat(
                        failure(() -> admin.remove(RemoveRequest.getDefaultInstance()))
                                .getStatus()
                                .getCode())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void itsHealthFollowsReadiness() throws Exception {
        var servers = members.three();
        var last = servers.getLast();
        var health = HealthGrpc.newBlockingStub(members.channel(last));
        var request = HealthCheckRequest.getDefaultInstance();
        Members.await(() -> health.check(request).getStatus() == ServingStatus.SERVING);

        servers.stream().limit(2).forEach(Server::close);

        Members.await(() -> health.check(request).getStatus() == ServingStatus.NOT_SERVING);
    }

    @Test
    void tellsAboutItsServices() throws Exception {
        var server = members.alone();
        var seen = new LinkedBlockingQueue<ServerReflectionResponse>();
        var call =
                ServerReflectionGrpc.newStub(members.channel(server))
                        .serverReflectionInfo(observer(seen, new CompletableFuture<>()));

        call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        var services = Objects.requireNonNull(seen.poll(60, TimeUnit.SECONDS));
        call.onNext(
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("balsa.v1.KVService")
                        .build());
        var file = Objects.requireNonNull(seen.poll(60, TimeUnit.SECONDS));
        call.onCompleted();

        assertThat(services.getListServicesResponse().getServiceList())
                .extracting(each -> each.getName())
                .contains(
                        "balsa.v1.KVService",
                        "balsa.v1.AdminService",
                        "etcdserverpb.KV",
                        "grpc.health.v1.Health");
        assertThat(file.getFileDescriptorResponse().getFileDescriptorProtoCount()).isPositive();
    }

    private static <T> StreamObserver<T> observer(
            LinkedBlockingQueue<T> seen, CompletableFuture<Throwable> end) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                seen.add(value);
            }

            @Override
            public void onError(Throwable failure) {
                end.complete(failure);
            }

            @Override
            public void onCompleted() {}
        };
    }

    private AdminServiceBlockingStub admin(Server server) {
        return AdminServiceGrpc.newBlockingStub(members.channel(server))
                .withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private static MemberStatus status(AdminServiceBlockingStub admin) {
        return admin.status(StatusRequest.getDefaultInstance());
    }

    private interface Call {
        Object run();
    }

    private static StatusRuntimeException failure(Call call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run);
    }

    private static ErrorDetail detail(StatusRuntimeException failure) {
        var trailers = Objects.requireNonNull(failure.getTrailers());
        return Objects.requireNonNull(trailers.get(Errors.DETAIL));
    }

    private static ChangeMembershipRequest voters(long... ids) {
        var request = ChangeMembershipRequest.newBuilder();
        for (var id : ids) {
            request.addVoters(MemberAddress.newBuilder().setId(id));
        }
        return request.build();
    }

    private static List<Long> voters(Membership membership) {
        return membership.getMembersList().stream()
                .filter(member -> member.getVoter())
                .map(member -> member.getAddress().getId())
                .toList();
    }
}
