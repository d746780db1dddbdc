package io.balsa.server.grpc;

import io.balsa.kv.store.Problem;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.RaftState;
import io.balsa.server.group.GroupFailure;
import io.balsa.server.store.Causes;
import io.balsa.server.store.RequestFailure;
import io.balsa.wire.v1.ErrorDetail;
import io.balsa.wire.v1.ErrorDetail.Reason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.ProtoUtils;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/// Failures as clients see them: a code, a sentence, and an [ErrorDetail] in a trailer.
///
/// @param state what this member knows of the group
record Errors(Supplier<RaftState> state, Contacts contacts) {
    static final Metadata.Key<ErrorDetail> DETAIL =
            Metadata.Key.of(
                    "balsa-error-bin",
                    ProtoUtils.metadataMarshaller(ErrorDetail.getDefaultInstance()));

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    StatusException invalid(String message) {
        return exception(Status.INVALID_ARGUMENT, Reason.REASON_INVALID, message, false);
    }

    StatusException stopping() {
        return exception(
                Status.UNAVAILABLE,
                Reason.REASON_STOPPED,
                "this member is shutting down: ask another",
                false);
    }

    StatusException tooMany(String what, int max) {
        return exception(
                Status.RESOURCE_EXHAUSTED,
                Reason.REASON_OVERLOADED,
                "too many %s, the most is %d".formatted(what, max),
                false);
    }

    StatusException of(Problem problem) {
        var code =
                switch (problem) {
                    case FUTURE_REVISION, COMPACTED -> Status.OUT_OF_RANGE;
                    case SESSION_UNKNOWN, SERIAL_FORGOTTEN -> Status.FAILED_PRECONDITION;
                    case MALFORMED_COMMAND, UNKNOWN_FORMAT -> Status.INTERNAL;
                    default -> Status.INVALID_ARGUMENT;
                };
        var reason =
                switch (problem) {
                    case SESSION_UNKNOWN, SERIAL_FORGOTTEN -> Reason.REASON_SESSION_LOST;
                    case REQUEST_TOO_LARGE -> Reason.REASON_TOO_LARGE;
                    default -> Reason.REASON_INVALID;
                };
        return exception(code, reason, problem.message(), false);
    }

    StatusException of(Throwable failure) {
        return switch (Causes.of(failure)) {
            case RequestFailure known -> of(known);
            case GroupFailure known -> of(known);
            case StatusException known -> known;
            default -> {
                LOG.warn("could not answer a request", failure);
                yield Status.INTERNAL
                        .withDescription("internal error, see the log of this member")
                        .asException();
            }
        };
    }

    private StatusException of(RequestFailure failure) {
        var reason =
                switch (failure.kind()) {
                    case NO_LEADER -> Reason.REASON_NO_LEADER;
                    case LEADER_CHANGED -> Reason.REASON_LEADER_CHANGED;
                    case LEADER_LOST -> Reason.REASON_LEADER_LOST;
                    case OVERLOADED -> Reason.REASON_OVERLOADED;
                    case DISK_FULL -> Reason.REASON_DISK_FULL;
                    case TOO_LARGE -> Reason.REASON_TOO_LARGE;
                    case TIMED_OUT -> Reason.REASON_TIMED_OUT;
                    case STOPPED -> Reason.REASON_STOPPED;
                };
        var code =
                switch (failure.kind()) {
                    case NO_LEADER, LEADER_CHANGED, LEADER_LOST, STOPPED -> Status.UNAVAILABLE;
                    case OVERLOADED, DISK_FULL -> Status.RESOURCE_EXHAUSTED;
                    case TOO_LARGE -> Status.INVALID_ARGUMENT;
                    case TIMED_OUT -> Status.DEADLINE_EXCEEDED;
                };
        var message = String.valueOf(failure.getMessage());
        return exception(code, reason, message, failure.mayHaveHappened());
    }

    private StatusException of(GroupFailure failure) {
        var reason =
                switch (failure.reason()) {
                    case INVALID, UNKNOWN_MEMBER -> Reason.REASON_INVALID;
                    case ALREADY_FOUNDED -> Reason.REASON_ALREADY_INITIALIZED;
                    case REFUSED -> Reason.REASON_CHANGE_REFUSED;
                    case NO_LEADER -> Reason.REASON_NO_LEADER;
                    case NOT_LEADER -> Reason.REASON_NOT_LEADER;
                    case LEADER_CHANGED -> Reason.REASON_LEADER_CHANGED;
                    case OVERLOADED -> Reason.REASON_OVERLOADED;
                    case DISK_FULL -> Reason.REASON_DISK_FULL;
                    case TIMED_OUT -> Reason.REASON_TIMED_OUT;
                    case STOPPED -> Reason.REASON_STOPPED;
                };
        var code =
                switch (failure.reason()) {
                    case INVALID -> Status.INVALID_ARGUMENT;
                    case UNKNOWN_MEMBER -> Status.NOT_FOUND;
                    case ALREADY_FOUNDED, REFUSED -> Status.FAILED_PRECONDITION;
                    case NO_LEADER, NOT_LEADER, LEADER_CHANGED, STOPPED -> Status.UNAVAILABLE;
                    case OVERLOADED, DISK_FULL -> Status.RESOURCE_EXHAUSTED;
                    case TIMED_OUT -> Status.DEADLINE_EXCEEDED;
                };
        var message = String.valueOf(failure.getMessage());
        return exception(code, reason, message, failure.mayHaveHappened());
    }

    private StatusException exception(
            Status code, Reason reason, String message, boolean mayHaveHappened) {
        var now = state.get();
        var detail = ErrorDetail.newBuilder().setReason(reason).setMayHaveHappened(mayHaveHappened);
        @Nullable MemberId leader = now.leader();
        if (leader != null) {
            detail.setLeader(contacts.of(leader, now.membership()));
        }
        var trailers = new Metadata();
        trailers.put(DETAIL, detail.build());
        return code.withDescription(message).asException(trailers);
    }
}
