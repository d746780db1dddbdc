package io.balsa.server.metrics;

import io.balsa.kv.store.KvStore.Extent;
import io.balsa.raft.node.Counter;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.server.http.Roles;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What can be read off a member at any time.
final class MemberGauges {
    private static final List<String> STATES =
            List.of("Leader", "Follower", "PreCandidate", "Candidate", "Learner", "Removed");

    private MemberGauges() {}

    static void bind(MeterRegistry registry, RaftNode<?> node, Supplier<Extent> extent) {
        bindState(registry, node);
        bindCounters(registry, node);
        gauge(registry, "storage_keys", "keys", () -> extent.get().keys());
        gauge(registry, "storage_size_bytes", "keys and values", () -> extent.get().bytes());
    }

    private static void bindState(MeterRegistry registry, RaftNode<?> node) {
        of(registry, node, "raft_current_term", "the term it is in", RaftState::term);
        of(registry, node, "raft_commit_index", "commit index", RaftState::commitIndex);
        of(registry, node, "raft_applied_index", "applied index", RaftState::appliedIndex);
        of(registry, node, "raft_log_length", "last index", state -> state.lastEntry().index());
        of(registry, node, "storage_log_entries", "entries in the log", MemberGauges::logEntries);
        for (var name : STATES) {
            Gauge.builder(
                            "raft_state",
                            node,
                            member -> Roles.name(member.state()).equals(name) ? 1 : 0)
                    .description("1 for the part that it plays, 0 for the others")
                    .tag("state", name)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static double logEntries(RaftState state) {
        return state.lastEntry().index() - state.log().purged().index();
    }

    private static void bindCounters(MeterRegistry registry, RaftNode<?> node) {
        var votes = "raft_vote_requests";
        count(registry, node, votes, Tags.of("granted", "true"), Counter.VOTES_GRANTED);
        count(registry, node, votes, Tags.of("granted", "false"), Counter.VOTES_REFUSED);
        count(registry, node, "storage_snapshots_built", Tags.empty(), Counter.SNAPSHOTS_BUILT);
        count(
                registry,
                node,
                "storage_snapshots_restored",
                Tags.empty(),
                Counter.SNAPSHOTS_INSTALLED);
    }

    private static void count(
            MeterRegistry registry, RaftNode<?> node, String name, Tags tags, Counter counter) {
        FunctionCounter.builder(name, node, member -> member.counters().of(counter))
                .tags(tags)
                .register(registry);
    }

    private static void of(
            MeterRegistry registry,
            RaftNode<?> node,
            String name,
            String what,
            ToDoubleFunction<RaftState> value) {
        gauge(registry, name, what, () -> value.applyAsDouble(node.state()));
    }

    private static void gauge(
            MeterRegistry registry, String name, String what, Supplier<Number> value) {
        Gauge.builder(name, value).description(what).strongReference(true).register(registry);
    }
}
