package io.balsa.server.grpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.server.group.GroupRequest;
import io.balsa.server.group.GroupRequest.Conditional;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.MemberAddress;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.TransferRequest;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads what operators ask for. What makes no sense is an [IllegalArgumentException] with a
/// sentence for the client.
final class GroupRequests {
    private static final long CATCH_UP_NANOS = SECONDS.toNanos(60);

    private GroupRequests() {}

    static Conditional of(AddLearnerRequest request) {
        var millis = Integer.toUnsignedLong(request.getWithinMs());
        var within = millis == 0 ? CATCH_UP_NANOS : MILLISECONDS.toNanos(millis);
        var learner =
                new GroupRequest.AddLearner(
                        id(request.getMember().getId()),
                        request.getMember().getPeerAddress(),
                        request.getAutoPromote(),
                        request.getBlocking() ? within : 0);
        return expecting(learner, request.hasExpected(), request.getExpected());
    }

    static Conditional of(PromoteRequest request) {
        var promote = new GroupRequest.Promote(ids(request.getLearnersList()));
        return expecting(promote, request.hasExpected(), request.getExpected());
    }

    static Conditional of(ChangeMembershipRequest request) {
        var voters = addresses(request.getVotersList());
        var replace = new GroupRequest.ReplaceVoters(voters, request.getRetain());
        return expecting(replace, request.hasExpected(), request.getExpected());
    }

    static Conditional of(RemoveRequest request) {
        var remove = new GroupRequest.Remove(ids(request.getMembersList()));
        return expecting(remove, request.hasExpected(), request.getExpected());
    }

    static Conditional of(TransferRequest request) {
        var to = request.getTo();
        return new GroupRequest.Transfer(to == 0 ? null : id(to)).always();
    }

    static SortedMap<MemberId, String> addresses(List<MemberAddress> members) {
        var addresses = new TreeMap<MemberId, String>();
        for (var member : members) {
            addresses.put(id(member.getId()), member.getPeerAddress());
        }
        return addresses;
    }

    private static SortedSet<MemberId> ids(List<Long> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("name at least one member");
        }
        var ids = new TreeSet<MemberId>();
        numbers.forEach(number -> ids.add(id(number)));
        return ids;
    }

    private static MemberId id(long number) {
        if (number <= 0) {
            throw new IllegalArgumentException(
                    "a member id is greater than 0, not " + Long.toUnsignedString(number));
        }
        return MemberId.of(number);
    }

    private static Conditional expecting(
            GroupRequest request, boolean isExpected, io.balsa.wire.v1.EntryId expected) {
        return isExpected
                ? new Conditional(request, new EntryId(expected.getTerm(), expected.getIndex()))
                : request.always();
    }
}
