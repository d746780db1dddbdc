package io.balsa.benchmarks.group.balsa;

import io.balsa.benchmarks.group.Contender;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.Runtime;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.ThreadRuntime;
import io.balsa.raft.node.Transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Three members in this process.
final class Members implements Contender.Group {
    static final int COUNT = 3;

    private static final long MILLI = 1_000_000;

    /// Long, because all members stand still at once while the process collects garbage or gets no
    /// processor.
    private static final Timing TIMING = new Timing(100 * MILLI, 3_000 * MILLI, 6_000 * MILLI);

    static final String TIMES = "heartbeats of 100 ms, elections after 3 to 6 s";

    /// What differs between groups.
    interface World {
        Transport transport(MemberId member);

        default Runtime runtime(MemberId member) {
            return new ThreadRuntime("member-" + member);
        }

        LogStore store(MemberId member) throws IOException;

        /// Do the members wait for a disk?
        default boolean isDurable() {
            return true;
        }

        default boolean isChecked() {
            return false;
        }
    }

    private final World world;
    private final List<RaftNode<Boolean>> nodes;
    private final RaftNode<Boolean> leader;

    private Members(World world, List<RaftNode<Boolean>> nodes, RaftNode<Boolean> leader) {
        this.world = world;
        this.nodes = nodes;
        this.leader = leader;
    }

    static Members start(World world, Supplier<StateMachine<Boolean>> machines) throws IOException {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= COUNT; id++) {
            addresses.put(MemberId.of(id), "");
        }
        var nodes = new ArrayList<RaftNode<Boolean>>();
        for (var member : addresses.keySet()) {
            var doors =
                    new RaftSetup.World(
                            world.runtime(member),
                            world.store(member),
                            world.transport(member),
                            new SplittableRandom(member.value()),
                            Observer.NONE);
            var first = nodes.isEmpty() ? Membership.ofVoters(addresses) : null;
            var setup = RaftSetup.of(member, TIMING, first, doors, machines.get());
            nodes.add(RaftNode.start(world.isChecked() ? setup.checked() : setup));
        }
        return new Members(world, nodes, leaderOf(nodes));
    }

    private static RaftNode<Boolean> leaderOf(List<RaftNode<Boolean>> nodes) {
        while (true) {
            for (var node : nodes) {
                if (node.state().role() instanceof Role.Leader) {
                    return node;
                }
            }
            LockSupport.parkNanos(MILLI);
        }
    }

    @Override
    public void put(byte[] command, BiConsumer<@Nullable Object, @Nullable Throwable> done) {
        var _ = leader.propose(ByteBuffer.wrap(command)).whenComplete(done);
    }

    @Override
    public long syncs() {
        return world.isDurable()
                ? nodes.stream().mapToLong(node -> node.counters().diskWrites()).sum()
                : 0;
    }

    @Override
    public void close() {
        nodes.forEach(RaftNode::close);
        for (var id = 1; id <= COUNT; id++) {
            world.transport(MemberId.of(id)).close();
        }
    }
}
