package io.balsa.client;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.wire.v1.AdminServiceGrpc;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Role;
import io.balsa.wire.v1.StatusRequest;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Asks all members at the same time which of them leads.
///
/// A member that knows of no leader would keep a change waiting for one, maybe in vain: so a change
/// is sent to nobody before somebody says that it leads.
final class LeaderSearch {
    private final Connections connections;
    private final List<Endpoint> endpoints;
    private final CompletableFuture<Endpoint> result = new CompletableFuture<>();
    private final List<String> words = new ArrayList<>();
    private @Nullable Endpoint best;
    private long bestTerm = -1;
    private boolean isAnyoneThere;

    private LeaderSearch(Connections connections, List<Endpoint> endpoints) {
        this.connections = connections;
        this.endpoints = endpoints;
    }

    /// Completes with a member that says that it leads: the first that can prove it, or if none
    /// does, the one with the latest term. Fails if there is none.
    ///
    /// @param nanos how long each member may take
    /// @throws CallFailure once the client is closed
    static CompletableFuture<Endpoint> among(
            List<Endpoint> endpoints, Connections connections, long nanos) {
        var search = new LeaderSearch(connections, endpoints);
        for (var endpoint : endpoints) {
            var options = CallOptions.DEFAULT.withDeadlineAfter(nanos, NANOSECONDS);
            ClientCalls.asyncUnaryCall(
                    connections.to(endpoint).newCall(AdminServiceGrpc.getStatusMethod(), options),
                    StatusRequest.getDefaultInstance(),
                    search.new Listening(endpoint));
        }
        return search.result;
    }

    private synchronized void onStatus(Endpoint endpoint, MemberStatus status) {
        isAnyoneThere = true;
        if (status.getRole() == Role.ROLE_LEADER) {
            if (status.getTerm() > bestTerm) {
                best = endpoint;
                bestTerm = status.getTerm();
            }
            if (status.getReady()) {
                result.complete(endpoint);
            }
        }
        onWord(endpoint, status);
    }

    /// A leader that is not among the endpoints is found where others know its address.
    private void onWord(Endpoint endpoint, MemberStatus status) {
        var leader = status.getLeader();
        if (!status.hasLeader()) {
            end("%s knows of no leader".formatted(endpoint));
            return;
        }
        var elsewhere = connections.reachable(leader);
        if (elsewhere != null && !endpoints.contains(elsewhere) && status.getTerm() > bestTerm) {
            best = elsewhere;
            bestTerm = status.getTerm();
        }
        end("%s says that member %d leads".formatted(endpoint, leader.getId()));
    }

    private synchronized void onSilence(String word) {
        end(word);
    }

    private void end(String word) {
        words.add(word);
        if (words.size() < endpoints.size()) {
            return;
        }
        if (best != null) {
            result.complete(best);
        } else {
            result.completeExceptionally(
                    new CallFailure(
                            isAnyoneThere ? Reason.NO_LEADER : Reason.UNREACHABLE,
                            "no leader among the endpoints: " + String.join("; ", words),
                            false));
        }
    }

    private final class Listening implements StreamObserver<MemberStatus> {
        private final Endpoint endpoint;

        Listening(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void onNext(MemberStatus status) {
            onStatus(endpoint, status);
        }

        @Override
        public void onError(Throwable thrown) {
            onSilence("" + Failures.of(thrown, endpoint, false).getMessage());
        }

        @Override
        public void onCompleted() {
            // Its one message was the answer.
        }
    }
}
