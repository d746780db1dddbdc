package io.balsa.raft.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Role;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.MemoryLog;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A group with leases, whole but for threads: all members share a clock that stands still until
/// the test moves it. The first leads. Each remembers the words that it has applied.
final class LeasedGroup implements AutoCloseable {
    static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);

    /// A lease lasts so long at most: clocks may differ by a quarter.
    static final long LEASE_NANOS = 800_000_000;

    private static final RaftOptions OPTIONS =
            new RaftOptions(100, 0.25, RaftOptions.Retention.DEFAULT, 0);

    private final ManualRuntime runtime = new ManualRuntime();
    private final InProcessTransport network = new InProcessTransport();
    private final SortedMap<Integer, RaftNode<Integer>> nodes = new TreeMap<>();
    private final SortedMap<Integer, List<String>> words = new TreeMap<>();

    LeasedGroup(int voters, int learner) {
        for (var id = 1; id <= voters; id++) {
            start(id, id == 1 ? LocalGroup.voters(voters) : null);
        }
        start(learner, null);
        run();
        var added = node(1).membership().addLearner(MemberId.of(learner), "in process", false);
        pass(10 * TIMING.heartbeatNanos());
        added.join();
    }

    private void start(int id, @Nullable Membership bootstrap) {
        var applied = new ArrayList<String>();
        words.put(id, applied);
        var world =
                new RaftSetup.World(
                        runtime,
                        new MemoryLog(),
                        network.of(MemberId.of(id)),
                        new SplittableRandom(id),
                        Observer.NONE);
        StateMachine<Integer> machine =
                (_, command) -> {
                    applied.add(UTF_8.decode(command.duplicate()).toString());
                    return applied.size();
                };
        nodes.put(
                id,
                RaftNode.start(
                        RaftSetup.of(MemberId.of(id), TIMING, bootstrap, world, machine)
                                .withOptions(OPTIONS)
                                .checked()));
    }

    RaftNode<Integer> node(int id) {
        return requireNonNull(nodes.get(id), "the member runs");
    }

    void run() {
        runtime.run();
    }

    void pass(long nanos) {
        runtime.pass(nanos);
    }

    void cut(int... members) {
        for (var member : members) {
            network.cut(MemberId.of(member));
        }
    }

    void mend(int... members) {
        for (var member : members) {
            network.mend(MemberId.of(member));
        }
    }

    /// Has `id` write, and waits for no more than messages: the write is acknowledged now.
    void write(int id, String word) {
        var answer = node(id).propose(UTF_8.encode(word));
        run();
        answer.join();
    }

    /// A quorum answers the leader now: no lease lasts longer than one from now.
    void beginLease() {
        node(1).trigger().heartbeat();
        run();
    }

    CompletableFuture<List<String>> leaseRead(int id) {
        return read(id, Consistency.LEASE);
    }

    /// The words that `id` has applied, if that can be said without time passing.
    CompletableFuture<List<String>> read(int id, Consistency consistency) {
        var applied = requireNonNull(words.get(id), "the member runs");
        var answer = node(id).read(consistency, () -> List.copyOf(applied));
        run();
        return answer;
    }

    /// Another leader than `id`, 0 when there is none.
    int leaderBesides(int id) {
        return nodes.entrySet().stream()
                .filter(node ->
                        node.getKey() != id
                                && node.getValue().state().role() instanceof Role.Leader)
                .mapToInt(node -> node.getKey())
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        nodes.values().forEach(RaftNode::close);
    }
}
