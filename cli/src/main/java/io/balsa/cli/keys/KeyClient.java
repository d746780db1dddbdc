package io.balsa.cli.keys;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.cli.console.Failure;
import io.balsa.cli.member.Connector;
import io.balsa.client.Endpoint;
import io.balsa.wire.etcd.DeleteRangeRequest;
import io.balsa.wire.etcd.DeleteRangeResponse;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RangeResponse;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Asks members one after the other until one answers.
///
/// A write moves on to the next member only while it is certain that none has seen it: what was
/// sent and not answered may have happened, and a second one might happen on top.
final class KeyClient implements AutoCloseable {
    private static final int CONNECT_MILLIS_MAX = 2_000;

    private final Connector connector = Connector.start(1);
    private final List<Endpoint> endpoints;
    private final Duration patience;
    private final List<String> silent = new ArrayList<>();

    /// @param patience how long one member may take to answer
    KeyClient(List<Endpoint> endpoints, Duration patience) {
        this.endpoints = endpoints;
        this.patience = patience;
    }

    /// @throws Failure if no member answers, or one refuses
    RangeResponse range(RangeRequest request) {
        return call(KVGrpc.getRangeMethod(), request, true);
    }

    /// @throws Failure if no member answers, or one refuses
    PutResponse put(PutRequest request) {
        return call(KVGrpc.getPutMethod(), request, false);
    }

    /// @throws Failure if no member answers, or one refuses
    DeleteRangeResponse delete(DeleteRangeRequest request) {
        return call(KVGrpc.getDeleteRangeMethod(), request, false);
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q request, boolean isRepeatable) {
        for (var endpoint : endpoints) {
            var connection = connector.open(endpoint);
            if (!isReady(endpoint, connection)) {
                continue;
            }
            try {
                return ClientCalls.blockingUnaryCall(connection, method, options(), request);
            } catch (StatusRuntimeException failure) {
                var status = failure.getStatus();
                if (!isRepeatable || !isWorthAnotherTry(status)) {
                    throw refused(endpoint, status, isRepeatable);
                }
                silent.add("%s: %s".formatted(endpoint, words(status)));
            }
        }
        throw Failure.unreachable(
                """
                no member answered. %s
                Are they running? 'balsa demo' starts three; --endpoints names others.\
                """
                        .formatted(String.join("; ", silent)));
    }

    private CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(patience.toNanos(), NANOSECONDS);
    }

    /// Nothing of a request is sent before a member has greeted us. One that is down or paused
    /// never does.
    private boolean isReady(Endpoint endpoint, ManagedChannel connection) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS_MAX);
        } catch (UnknownHostException _) {
            silent.add("%s: unknown host".formatted(endpoint));
            return false;
        } catch (IOException failure) {
            silent.add("%s: %s".formatted(endpoint, failure.getMessage()));
            return false;
        }
        if (!hasGreeted(connection)) {
            silent.add("%s: takes connections, but does not answer".formatted(endpoint));
            return false;
        }
        return true;
    }

    private static boolean hasGreeted(ManagedChannel connection) {
        var settled = new CountDownLatch(1);
        watch(connection, connection.getState(true), settled);
        try {
            return settled.await(CONNECT_MILLIS_MAX, MILLISECONDS)
                    && connection.getState(false) == ConnectivityState.READY;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void watch(
            ManagedChannel connection, ConnectivityState state, CountDownLatch settled) {
        switch (state) {
            case READY, TRANSIENT_FAILURE, SHUTDOWN -> settled.countDown();
            case IDLE, CONNECTING ->
                    connection.notifyWhenStateChanged(
                            state, () -> watch(connection, connection.getState(true), settled));
        }
    }

    private static boolean isWorthAnotherTry(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> true;
            default -> false;
        };
    }

    private static Failure refused(Endpoint endpoint, Status status, boolean isRepeatable) {
        var doubt =
                !isRepeatable && isWorthAnotherTry(status)
                        ? ". It may have happened all the same: look before you repeat it."
                        : "";
        return Failure.failed("%s: %s%s".formatted(endpoint, words(status), doubt));
    }

    private static String words(Status status) {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return "no answer in time (--timeout)";
        }
        var description = status.getDescription();
        return description == null
                ? status.getCode().toString()
                : "%s (%s)".formatted(description, status.getCode());
    }

    @Override
    public void close() {
        connector.close();
    }
}
