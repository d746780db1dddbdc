package io.balsa.server.etcd;

import io.balsa.kv.store.Problem;
import io.balsa.server.store.RequestFailure;
import io.grpc.Status;

/// Failures in etcd's words: clients match the code, and some the message.
final class EtcdErrors {
    static final Status INVALID_SORT = invalid("invalid sort option");
    static final Status VALUE_PROVIDED = invalid("value is provided");
    static final Status LEASE_PROVIDED = invalid("lease is provided");
    static final Status EMPTY_OPERATION = invalid("key not found");
    static final Status LEASE_NOT_FOUND = etcd(Status.NOT_FOUND, "requested lease not found");

    private static final String TIMED_OUT = "request timed out";

    private EtcdErrors() {}

    static Status of(Problem problem) {
        return switch (problem) {
            case KEY_NOT_PROVIDED,
                    KEY_NOT_FOUND,
                    REQUEST_TOO_LARGE,
                    TOO_MANY_OPERATIONS,
                    DUPLICATE_KEY,
                    TOO_DEEP,
                    BAD_SESSION ->
                    invalid(problem.message());
            case FUTURE_REVISION, COMPACTED -> etcd(Status.OUT_OF_RANGE, problem.message());
            case SESSION_UNKNOWN, SERIAL_FORGOTTEN ->
                    etcd(Status.FAILED_PRECONDITION, problem.message());
            case MALFORMED_COMMAND, UNKNOWN_FORMAT -> etcd(Status.INTERNAL, problem.message());
        };
    }

    /// etcd's own clients never send a write again that was answered with `UNAVAILABLE`: to them it
    /// may have happened. "leader changed" and "no leader" here mean that it did not.
    static Status of(RequestFailure failure) {
        return switch (failure.kind()) {
            case OVERLOADED -> etcd(Status.RESOURCE_EXHAUSTED, "too many requests");
            case DISK_FULL -> etcd(Status.RESOURCE_EXHAUSTED, "mvcc: database space exceeded");
            case TOO_LARGE -> invalid("request is too large");
            case STOPPED -> etcd(Status.UNAVAILABLE, "server stopped");
            case TIMED_OUT -> etcd(Status.UNAVAILABLE, TIMED_OUT);
            case LEADER_LOST ->
                    etcd(
                            Status.UNAVAILABLE,
                            TIMED_OUT + ", possibly due to previous leader failure");
            case NO_LEADER ->
                    etcd(Status.UNAVAILABLE, failure.mayHaveHappened() ? TIMED_OUT : "no leader");
            case LEADER_CHANGED ->
                    etcd(
                            Status.UNAVAILABLE,
                            failure.mayHaveHappened() ? TIMED_OUT : "leader changed");
        };
    }

    /// Something that etcd has and Balsa does not (yet).
    static Status unsupported(String what) {
        return Status.UNIMPLEMENTED.withDescription("balsa: " + what);
    }

    private static Status invalid(String message) {
        return etcd(Status.INVALID_ARGUMENT, message);
    }

    private static Status etcd(Status code, String message) {
        return code.withDescription("etcdserver: " + message);
    }
}
