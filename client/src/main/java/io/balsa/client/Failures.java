package io.balsa.client;

import static java.util.Objects.requireNonNullElse;

import io.balsa.tls.TlsFailures;
import io.balsa.wire.v1.ErrorDetail;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/// Reads what a member says when a call fails, or what the connection says in its place.
final class Failures {
    private static final Metadata.Key<ErrorDetail> DETAIL =
            Metadata.Key.of(
                    "balsa-error-bin",
                    ProtoUtils.metadataMarshaller(ErrorDetail.getDefaultInstance()));

    /// What gRPC says of a port that answers with something else.
    private static final String NO_HTTP_2 = "First received frame was not SETTINGS";

    private Failures() {}

    /// @param changes could the request have changed anything?
    static CallFailure of(Throwable thrown, Endpoint endpoint, boolean changes) {
        var status = Status.fromThrowable(thrown);
        var trailers = Status.trailersFromThrowable(thrown);
        var detail = trailers == null ? null : trailers.get(DETAIL);
        var words =
                "%s: %s"
                        .formatted(
                                endpoint,
                                requireNonNullElse(
                                        status.getDescription(), status.getCode().name()));
        if (detail == null) {
            var doubt = changes && mayHaveHappened(status);
            return new CallFailure(
                            reason(status),
                            silence(status, endpoint, words, changes),
                            doubt,
                            null,
                            thrown)
                    .at(endpoint);
        }
        return new CallFailure(
                        reason(detail, status),
                        words,
                        changes && detail.getMayHaveHappened(),
                        detail.hasLeader() ? detail.getLeader() : null,
                        thrown)
                .at(endpoint);
    }

    private static String silence(Status status, Endpoint endpoint, String words, boolean changes) {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return "%s: no answer in time".formatted(endpoint);
        }
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && !isAskedToCalmDown(status)) {
            return words
                    + (changes
                            ? ": send less, or raise limits.request_bytes_max of all members"
                            : ": ask for less at a time");
        }
        if (status.getCode() == Status.Code.UNIMPLEMENTED) {
            return "%s: it does not know such calls: is that its port for clients?"
                    .formatted(endpoint);
        }
        var cause = status.getCause();
        if (cause instanceof UnknownHostException) {
            return "%s: unknown host".formatted(endpoint);
        }
        if (cause instanceof ConnectException && ("" + cause.getMessage()).contains("refused")) {
            return "%s: connection refused".formatted(endpoint);
        }
        if (cause == null) {
            return words;
        }
        if (("" + cause.getMessage()).startsWith(NO_HTTP_2)) {
            return "%s: it does not answer in the clear: does it want TLS?".formatted(endpoint);
        }
        return TlsFailures.explain(cause)
                .map(why -> "%s: %s".formatted(endpoint, why))
                .orElseGet(() -> "%s (%s)".formatted(words, cause.getMessage()));
    }

    private static Reason reason(ErrorDetail detail, Status status) {
        return switch (detail.getReason()) {
            case REASON_INVALID ->
                    status.getCode() == Status.Code.NOT_FOUND
                            ? Reason.UNKNOWN_MEMBER
                            : Reason.INVALID;
            case REASON_NO_LEADER, REASON_LEADER_CHANGED, REASON_LEADER_LOST -> Reason.NO_LEADER;
            case REASON_NOT_LEADER -> Reason.NOT_LEADER;
            case REASON_OVERLOADED -> Reason.OVERLOADED;
            case REASON_DISK_FULL -> Reason.DISK_FULL;
            case REASON_TOO_LARGE -> Reason.TOO_LARGE;
            case REASON_TIMED_OUT -> Reason.TIMED_OUT;
            case REASON_STOPPED -> Reason.STOPPED;
            case REASON_SESSION_LOST -> Reason.SESSION_LOST;
            case REASON_CHANGE_REFUSED -> Reason.CHANGE_REFUSED;
            case REASON_ALREADY_INITIALIZED -> Reason.ALREADY_INITIALIZED;
            case REASON_UNSPECIFIED, UNRECOGNIZED -> reason(status);
        };
    }

    private static Reason reason(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, CANCELLED -> Reason.UNREACHABLE;
            case DEADLINE_EXCEEDED -> Reason.TIMED_OUT;
            case RESOURCE_EXHAUSTED ->
                    isAskedToCalmDown(status) ? Reason.OVERLOADED : Reason.TOO_LARGE;
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> Reason.INVALID;
            case UNAUTHENTICATED, PERMISSION_DENIED -> Reason.UNAUTHENTICATED;
            case UNKNOWN -> wasConnectionLost(status) ? Reason.UNREACHABLE : Reason.INTERNAL;
            default -> Reason.INTERNAL;
        };
    }

    /// A port that takes no more connections says that in HTTP/2's words.
    private static boolean isAskedToCalmDown(Status status) {
        return requireNonNullElse(status.getDescription(), "").contains("ENHANCE_YOUR_CALM");
    }

    /// gRPC does not know what to call a connection that ends just as a call begins.
    private static boolean wasConnectionLost(Status status) {
        return status.getCause() instanceof IOException;
    }

    /// Without a word of the member, only a connection that never was rules it out.
    private static boolean mayHaveHappened(Status status) {
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, UNIMPLEMENTED, UNAUTHENTICATED, PERMISSION_DENIED -> false;
            default -> !wasNeverSent(status.getCause());
        };
    }

    private static boolean wasNeverSent(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || (cause != null && TlsFailures.isBeforeTheFirstWord(cause));
    }
}
