package io.balsa.client;

import io.balsa.client.Request.Repeat;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.EntryId;
import io.balsa.wire.v1.InitRequest;
import io.balsa.wire.v1.MemberAddress;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Membership;
import io.balsa.wire.v1.MembershipResponse;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.SnapshotRequest;
import io.balsa.wire.v1.SnapshotResponse;
import io.balsa.wire.v1.StatusRequest;
import io.balsa.wire.v1.TransferRequest;
import io.balsa.wire.v1.TransferResponse;
import io.grpc.MethodDescriptor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Looks after the group. What is said of one member goes to that endpoint alone; changes go to the
/// leader, whom the client finds and follows. Requests are those of the contract, where each field
/// is explained; with `expected`, a change is for one membership only (compare-and-set).
///
/// Asking for what holds already is no error, so a change whose answer was lost is asked for again.
/// It then fails with [CallFailure#mayHaveHappened] only if no member said what became of it.
public final class AsyncAdmin {
    private final Caller caller;
    private final Duration time;

    AsyncAdmin(Caller caller, Duration time) {
        this.caller = caller;
        this.time = time;
    }

    /// The same with another deadline for each call.
    public AsyncAdmin within(Duration deadline) {
        return new AsyncAdmin(caller, deadline);
    }

    /// What a member knows of itself and its group. Asked once: one that is down fails at once.
    public CompletableFuture<MemberStatus> status(Endpoint member) {
        return one(
                AdminServiceGrpc.getStatusMethod(),
                StatusRequest.getDefaultInstance(),
                member,
                Repeat.NEVER);
    }

    /// Tells `listener` what a member knows of itself, now and after every change, until the watch
    /// is closed or the member ends it. It has no deadline.
    public Watch watch(Endpoint member, Consumer<MemberStatus> listener) {
        return Watch.start(caller.connections(), member, listener);
    }

    /// Founds a group, on a member that belongs to none.
    ///
    /// @param founders all of them voters; none means this member alone
    public CompletableFuture<Membership> init(Endpoint member, List<MemberAddress> founders) {
        return one(
                        AdminServiceGrpc.getInitMethod(),
                        InitRequest.newBuilder().addAllMembers(founders).build(),
                        member,
                        Repeat.IF_NOT_DONE)
                .thenApply(MembershipResponse::getMembership);
    }

    /// Adds a member that receives the log and does not vote.
    public CompletableFuture<Membership> addLearner(AddLearnerRequest request) {
        return change(AdminServiceGrpc.getAddLearnerMethod(), request, request.getExpected());
    }

    /// Makes learners vote, each once it has caught up.
    public CompletableFuture<Membership> promote(PromoteRequest request) {
        return change(AdminServiceGrpc.getPromoteMethod(), request, request.getExpected());
    }

    /// Makes these the voters, whoever they are now, in one go.
    public CompletableFuture<Membership> changeMembership(ChangeMembershipRequest request) {
        return change(AdminServiceGrpc.getChangeMembershipMethod(), request, request.getExpected());
    }

    /// Removes voters or learners. Their ids are never used again.
    public CompletableFuture<Membership> remove(RemoveRequest request) {
        return change(AdminServiceGrpc.getRemoveMethod(), request, request.getExpected());
    }

    /// Hands leadership over to the most up to date of the other voters. Not asked for again when
    /// it may have happened: the next leader would hand it on.
    public CompletableFuture<TransferResponse> transfer() {
        return transfer(TransferRequest.getDefaultInstance(), Repeat.IF_NOT_DONE);
    }

    /// Hands leadership over to this voter.
    public CompletableFuture<TransferResponse> transfer(long member) {
        return transfer(
                TransferRequest.newBuilder().setTo(member).build(),
                member == 0 ? Repeat.IF_NOT_DONE : Repeat.PATIENTLY);
    }

    private CompletableFuture<TransferResponse> transfer(TransferRequest request, Repeat repeat) {
        return caller.call(
                new Request<>(
                        AdminServiceGrpc.getTransferMethod(), request, new Target.Leader(), repeat),
                time);
    }

    /// Takes a snapshot on this member, now.
    ///
    /// @return the last entry that it holds
    public CompletableFuture<EntryId> snapshot(Endpoint member) {
        return one(
                        AdminServiceGrpc.getSnapshotMethod(),
                        SnapshotRequest.getDefaultInstance(),
                        member,
                        Repeat.PATIENTLY)
                .thenApply(SnapshotResponse::getSnapshot);
    }

    private <Q, A> CompletableFuture<A> one(
            MethodDescriptor<Q, A> method, Q message, Endpoint member, Repeat repeat) {
        return caller.call(new Request<>(method, message, new Target.One(member), repeat), time);
    }

    /// A change for one membership only would be refused the second time, as if it had failed.
    private <Q> CompletableFuture<Membership> change(
            MethodDescriptor<Q, MembershipResponse> method, Q message, EntryId expected) {
        var repeat =
                expected.equals(EntryId.getDefaultInstance())
                        ? Repeat.PATIENTLY
                        : Repeat.IF_NOT_DONE;
        return caller.call(new Request<>(method, message, new Target.Leader(), repeat), time)
                .thenApply(MembershipResponse::getMembership);
    }
}
