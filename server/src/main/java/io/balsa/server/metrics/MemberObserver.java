package io.balsa.server.metrics;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.node.Observer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Times elections and answers of followers. Confined to the member's loop lane.
final class MemberObserver implements Observer {
    private static final long NEVER = Long.MIN_VALUE;

    private final MeterRegistry registry;
    private final MemberId self;
    private final DistributionSummary elections;
    private final Map<MemberId, Peer> peers = new HashMap<>();
    private long campaignBegan = NEVER;

    MemberObserver(MeterRegistry registry, MemberId self) {
        this.registry = registry;
        this.self = self;
        this.elections =
                Latencies.of(
                        registry,
                        "raft_election_latency_ms",
                        "from standing for election to leading",
                        Tags.empty());
    }

    /// What is known of one follower.
    private record Peer(Counter appended, Counter conflicts, DistributionSummary latency) {
        static Peer of(MeterRegistry registry, MemberId member) {
            var peer = Tags.of("peer", member.toString());
            return new Peer(
                    answers(registry, peer.and("status", "success")),
                    answers(registry, peer.and("status", "conflict")),
                    Latencies.of(
                            registry,
                            "raft_replication_latency_ms",
                            "from sending entries to hearing that they are on the follower's disk",
                            peer));
        }

        private static Counter answers(MeterRegistry registry, Tags tags) {
            return Counter.builder("raft_append_entries")
                    .description("answers of followers to entries")
                    .tags(tags)
                    .register(registry);
        }
    }

    @Override
    public void onEvent(Event event) {
        if (event instanceof Event.Received(var from, var message)) {
            switch (message) {
                case Message.Appended appended -> {
                    var peer = peer(from);
                    peer.appended.increment();
                    peer.latency.record(
                            Latencies.millis(Math.max(0, System.nanoTime() - appended.stamp())));
                }
                case Message.Conflict _ -> peer(from).conflicts.increment();
                case Message.AppendEntries _, Message.Heartbeat _ -> campaignBegan = NEVER;
                default -> {} // Nothing to measure.
            }
        }
    }

    @Override
    public void onEffects(List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Blank) {
                onWon();
            } else if (campaignBegan == NEVER && isCampaign(effect)) {
                campaignBegan = System.nanoTime();
            }
        }
    }

    /// It asks others, or votes for itself, which is all that a group of one needs.
    private boolean isCampaign(Effect effect) {
        return switch (effect) {
            case Effect.Send(_, var message) -> message instanceof Message.RequestPreVote;
            case Effect.Persist persist -> {
                var ballot = persist.ballot();
                yield ballot != null && self.equals(ballot.votedFor());
            }
            default -> false;
        };
    }

    private void onWon() {
        var nanos = campaignBegan == NEVER ? 0 : System.nanoTime() - campaignBegan;
        elections.record(Latencies.millis(nanos));
        campaignBegan = NEVER;
    }

    private Peer peer(MemberId member) {
        return peers.computeIfAbsent(member, id -> Peer.of(registry, id));
    }
}
