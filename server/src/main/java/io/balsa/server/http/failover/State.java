package io.balsa.server.http.failover;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.KeyValue;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.RangeQuery;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftState;
import io.balsa.server.http.Json;
import io.balsa.server.http.Roles;
import io.balsa.server.http.Self;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.ReplicatedStore;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// `GET /state`: what this member knows of itself, its group and its store. Never waits for others.
///
/// `kv` holds the first pairs, as many as fit; `kv_truncated` says that there are more.
final class State implements HttpHandler {
    private static final int PAIRS_MAX = 1_000;
    private static final int PAIR_BYTES_MAX = 1 << 20;

    private final ReplicatedStore store;
    private final Self self;

    State(ReplicatedStore store, Self self) {
        this.store = store;
        this.self = self;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return FailoverFailures.REPLIES.store(
                () -> store.read(RangeQuery.of(KeyRange.ALL).limited(PAIRS_MAX), Consistency.LOCAL),
                this::form);
    }

    private HttpResponse form(KvResult result) {
        var range = (RangeResult) result;
        var state = store.state();
        return Json.response(
                200,
                body -> {
                    describe(state, body);
                    body.put("revision", range.revision());
                    var complete = describe(range.pairs(), body.putObject("kv"));
                    body.put("kv_truncated", range.more() || !complete);
                });
    }

    private void describe(RaftState state, ObjectNode body) {
        var leader = state.leader();
        body.put("node_id", self.id().value())
                .put("cluster", self.cluster())
                .put("public_addr", self.peerAddress().toString())
                .put("client_addr", self.clientAddress().get().toString())
                .put("role", Roles.name(state))
                .put("current_leader", leader == null ? null : leader.value())
                .put("current_term", state.term())
                .put("last_log_index", state.lastEntry().index())
                .put("commit_index", state.commitIndex())
                .put("last_applied_index", state.appliedIndex());
        addAll(body.putArray("voters"), state.membership().voters());
        addAll(body.putArray("learners"), state.membership().learners());
    }

    private static void addAll(ArrayNode array, Collection<MemberId> members) {
        members.forEach(member -> array.add(member.value()));
    }

    /// Were there few enough to show them all?
    private static boolean describe(List<KeyValue> pairs, ObjectNode body) {
        var bytes = 0L;
        for (var pair : pairs) {
            bytes += pair.key().size() + pair.value().size();
            if (bytes > PAIR_BYTES_MAX) {
                return false;
            }
            body.put(pair.key().text(), pair.value().text());
        }
        return true;
    }
}
