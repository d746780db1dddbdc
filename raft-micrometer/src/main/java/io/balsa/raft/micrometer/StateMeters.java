package io.balsa.raft.micrometer;

import io.balsa.raft.core.Role;
import io.balsa.raft.node.LogState;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// Gauges of what a member knows of itself and its group.
final class StateMeters {
    private static final List<Value> VALUES =
            List.of(
                    new Value("raft.term", "the term it is in", null, RaftState::term),
                    new Value(
                            "raft.leading",
                            "1 on the leader, 0 on others",
                            null,
                            state -> state.role() instanceof Role.Leader ? 1 : 0),
                    new Value(
                            "raft.leader.known",
                            "1 when it knows a leader, 0 when not",
                            null,
                            state -> state.leader() == null ? 0 : 1),
                    new Value(
                            "raft.voters",
                            "voters",
                            "members",
                            state -> state.membership().voters().size()),
                    new Value(
                            "raft.learners",
                            "learners",
                            "members",
                            state -> state.membership().learners().size()),
                    log("last", "last index", log -> log.last().index()),
                    log("durable", "index on disk", LogState::durableIndex),
                    log("committed", "commit index", LogState::commitIndex),
                    log("applied", "applied index", LogState::appliedIndex),
                    log(
                            "snapshot",
                            "last index in the newest snapshot",
                            log -> log.snapshot().index()),
                    log("purged", "last index purged", log -> log.purged().index()));

    /// What can be said of a member.
    ///
    /// @param unit what it is counted in, null for what is no quantity
    private record Value(
            String name, String what, @Nullable String unit, ToDoubleFunction<RaftState> value) {}

    private StateMeters() {}

    private static Value log(String name, String what, ToDoubleFunction<LogState> value) {
        return new Value(
                "raft.log." + name, what, "index", state -> value.applyAsDouble(state.log()));
    }

    static void bind(RaftNode<?> node, Tags tags, MeterRegistry registry) {
        for (var value : VALUES) {
            Gauge.builder(value.name, node, member -> value.value.applyAsDouble(member.state()))
                    .description(value.what)
                    .baseUnit(value.unit)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
        TimeGauge.builder(
                        "raft.leader.heard.ago",
                        node,
                        TimeUnit.NANOSECONDS,
                        member -> sinceHeard(member.state()))
                .description("how long ago a leader was heard of, or a quorum by the leader")
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static double sinceHeard(RaftState state) {
        var nanos = state.leaderHeardNanosAgo();
        return nanos == Long.MAX_VALUE ? Double.NaN : nanos;
    }
}
