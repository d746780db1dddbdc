package io.balsa.client;

import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.EntryId;
import io.balsa.wire.v1.MemberAddress;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Membership;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.TransferResponse;

import java.time.Duration;
import java.util.List;

/// [AsyncAdmin] for those who wait: every method blocks until there is an answer, and throws a
/// [CallFailure] when there is none in time.
public final class Admin {
    private final AsyncAdmin admin;

    Admin(AsyncAdmin admin) {
        this.admin = admin;
    }

    /// The same with another deadline for each call.
    public Admin within(Duration deadline) {
        return new Admin(admin.within(deadline));
    }

    /// See [AsyncAdmin#status].
    public MemberStatus status(Endpoint member) {
        return Blocking.read(admin.status(member));
    }

    /// See [AsyncAdmin#init].
    public Membership init(Endpoint member, List<MemberAddress> founders) {
        return Blocking.change(admin.init(member, founders));
    }

    /// See [AsyncAdmin#addLearner].
    public Membership addLearner(AddLearnerRequest request) {
        return Blocking.change(admin.addLearner(request));
    }

    /// See [AsyncAdmin#promote].
    public Membership promote(PromoteRequest request) {
        return Blocking.change(admin.promote(request));
    }

    /// See [AsyncAdmin#changeMembership].
    public Membership changeMembership(ChangeMembershipRequest request) {
        return Blocking.change(admin.changeMembership(request));
    }

    /// See [AsyncAdmin#remove].
    public Membership remove(RemoveRequest request) {
        return Blocking.change(admin.remove(request));
    }

    /// See [AsyncAdmin#transfer()].
    public TransferResponse transfer() {
        return Blocking.change(admin.transfer());
    }

    /// See [AsyncAdmin#transfer(long)].
    public TransferResponse transfer(long member) {
        return Blocking.change(admin.transfer(member));
    }

    /// See [AsyncAdmin#snapshot].
    public EntryId snapshot(Endpoint member) {
        return Blocking.change(admin.snapshot(member));
    }
}
