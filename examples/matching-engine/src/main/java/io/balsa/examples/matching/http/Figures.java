package io.balsa.examples.matching.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.raft.core.Role;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftState;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// What a member tells of itself: as JSON for people and scripts, as text for Prometheus.
final class Figures {
    private final Engine engine;

    Figures(Engine engine) {
        this.engine = engine;
    }

    private record Book(long sequence, int size) {}

    private Book book() throws ExecutionException, InterruptedException {
        var exchange = engine.exchange();
        return engine.node()
                .read(Consistency.LOCAL, () -> new Book(exchange.sequence(), exchange.size()))
                .get();
    }

    ObjectNode json() throws ExecutionException, InterruptedException {
        var state = engine.node().state();
        var book = book();
        var leader = state.leader();
        var json =
                Answers.object()
                        .put("id", state.member().value())
                        .put("state", role(state))
                        .put("current_term", state.term())
                        .put("current_leader", leader == null ? null : leader.value())
                        .put("last_log_index", state.lastEntry().index())
                        .put("commit_index", state.commitIndex())
                        .put("last_applied_index", state.appliedIndex())
                        .put("orders", book.size())
                        .put("sequence", book.sequence());
        json.set("membership_config", Answers.membership(state.membership()));
        return json;
    }

    private static String role(RaftState state) {
        if (state.membership().addresses().isEmpty()) {
            return "Standalone";
        }
        if (!state.membership().isVoter(state.member())) {
            return "Learner";
        }
        return switch (state.role()) {
            case Role.Follower _ -> "Follower";
            case Role.PreCandidate _, Role.Candidate _ -> "Candidate";
            case Role.Leader _ -> "Leader";
        };
    }

    String text() throws ExecutionException, InterruptedException {
        var state = engine.node().state();
        var book = book();
        var gauges = new LinkedHashMap<String, Long>();
        gauges.put("matching_raft_term", state.term());
        gauges.put("matching_raft_is_leader", state.role() instanceof Role.Leader ? 1L : 0L);
        gauges.put("matching_raft_last_log_index", state.lastEntry().index());
        gauges.put("matching_raft_commit_index", state.commitIndex());
        gauges.put("matching_raft_applied_index", state.appliedIndex());
        gauges.put("matching_orders", (long) book.size());
        gauges.put("matching_sequence", book.sequence());
        var text = new StringBuilder();
        for (Map.Entry<String, Long> gauge : gauges.entrySet()) {
            text.append("# TYPE %s gauge%n".formatted(gauge.getKey()))
                    .append(
                            "%s{node_id=\"%s\"} %d%n"
                                    .formatted(gauge.getKey(), state.member(), gauge.getValue()));
        }
        return text.toString();
    }
}
