package io.balsa.raft.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.MemoryLog;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A group of members in this process: logs in memory, method calls for a network. Each member's
/// machine keeps the commands that it has applied, and answers with how many there are.
final class LocalGroup implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);

    private final InProcessTransport network = new InProcessTransport();
    private final NodeLimits limits;
    private final SortedMap<MemberId, RaftNode<Integer>> nodes = new TreeMap<>();
    private final SortedMap<MemberId, List<String>> applied = new TreeMap<>();

    private LocalGroup(NodeLimits limits) {
        this.limits = limits;
    }

    /// Founds a group of `size` voters, the first of which campaigns at once: when the others run.
    static LocalGroup of(int size) {
        return of(size, NodeLimits.DEFAULT);
    }

    static LocalGroup of(int size, NodeLimits limits) {
        var group = new LocalGroup(limits);
        for (var id = size; id >= 1; id--) {
            group.start(id, id == 1 ? voters(size) : null, new ThreadRuntime("member-" + id));
        }
        return group;
    }

    /// A group of one on a clock that the test moves.
    static LocalGroup alone(ManualRuntime runtime, NodeLimits limits) {
        return alone(runtime, limits, 1);
    }

    /// The first of `size` voters on a clock that the test moves; the others do not run.
    static LocalGroup alone(ManualRuntime runtime, NodeLimits limits, int size) {
        var group = new LocalGroup(limits);
        group.start(1, voters(size), runtime);
        return group;
    }

    InProcessTransport network() {
        return network;
    }

    static Membership voters(int size) {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= size; id++) {
            addresses.put(MemberId.of(id), "in process");
        }
        return Membership.ofVoters(addresses);
    }

    RaftNode<Integer> start(long member, @Nullable Membership bootstrap, Runtime runtime) {
        var id = MemberId.of(member);
        var log = new ArrayList<String>();
        applied.put(id, log);
        var world =
                new RaftSetup.World(
                        runtime,
                        new MemoryLog(),
                        network.of(id),
                        new SplittableRandom(id.value()),
                        Observer.NONE);
        StateMachine<Integer> machine =
                (_, command) -> {
                    log.add(UTF_8.decode(command.duplicate()).toString());
                    return log.size();
                };
        var setup =
                RaftSetup.of(id, TIMING, bootstrap, world, machine)
                        .withNodeLimits(limits)
                        .checked();
        var node = RaftNode.start(setup);
        nodes.put(id, node);
        return node;
    }

    RaftNode<Integer> node(long id) {
        return requireNonNull(nodes.get(MemberId.of(id)), "the member runs");
    }

    /// What the member has applied. To be looked at on its apply lane.
    List<String> applied(long id) {
        return requireNonNull(applied.get(MemberId.of(id)), "the member runs");
    }

    /// The member that leads, once every member follows it, it has committed its first entry, and
    /// the group could do without one of three.
    RaftNode<Integer> leader() {
        CompletableFuture<?>[] waits =
                nodes.values().stream()
                        .map(node -> node.await().leader(LONG))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(waits).join();
        var leader =
                nodes.values().stream()
                        .filter(node -> node.state().role() instanceof Role.Leader)
                        .findFirst()
                        .orElseThrow();
        leader.await().recovered(LONG).join();
        leader.await().until("a group that counts", RaftState::countsOnAllVoters, LONG).join();
        return leader;
    }

    /// A member that does not lead.
    RaftNode<Integer> follower() {
        return follower(leader().state().member());
    }

    /// Another member than `leader`.
    RaftNode<Integer> follower(MemberId leader) {
        return nodes.values().stream()
                .filter(node -> !node.state().member().equals(leader))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        nodes.values().forEach(RaftNode::close);
    }
}
