package io.balsa.raft.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Role;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.NodeLimits;
import io.balsa.raft.node.Observer;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftSetup;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.node.ThreadRuntime;
import io.balsa.raft.node.Transport;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

class RaftMetersTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);

    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    private final FunctionCalls network = new FunctionCalls();

    @AutoClose private final RaftNode<Integer> node = start(ONE, alone());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AutoClose private final RaftMeters meters = new RaftMeters(node, Tags.of("group", "orders"));

    private RaftNode<Integer> start(MemberId member, @Nullable Membership bootstrap) {
        var world =
                new RaftSetup.World(
                        new ThreadRuntime("member-" + member),
                        new MemoryLog(),
                        network.of(member),
                        new SplittableRandom(1),
                        Observer.NONE);
        var setup =
                RaftSetup.<Integer>of(
                        member, TIMING, bootstrap, world, (_, command) -> command.limit());
        return RaftNode.start(setup.withNodeLimits(NodeLimits.DEFAULT.withCommandBytesMax(100)));
    }

    private static Membership alone() {
        return Membership.ofVoters(new TreeMap<>(Map.of(ONE, "nowhere")));
    }

    @Test
    void showsTheStateOfAMember() {
        meters.bindTo(registry);
        node.await().role(Role.Leader.class, LONG).join();
        node.propose(UTF_8.encode("x")).join();
        node.await().committed(3, LONG).join();
        node.await().applied(3, LONG).join();

        assertThat(gauge("raft.term")).isEqualTo(2);
        assertThat(gauge("raft.leading")).isEqualTo(1);
        assertThat(gauge("raft.leader.known")).isEqualTo(1);
        assertThat(gauge("raft.voters")).isEqualTo(1);
        assertThat(gauge("raft.learners")).isZero();
        assertThat(List.of(gauge("raft.log.last"), gauge("raft.log.durable"))).containsOnly(3.0);
        assertThat(List.of(gauge("raft.log.committed"), gauge("raft.log.applied")))
                .containsOnly(3.0);
        assertThat(gauge("raft.leader.heard.ago")).isNotNegative();
    }

    @Test
    void countsWhatAMemberDoes() {
        meters.bindTo(registry);
        node.await().role(Role.Leader.class, LONG).join();
        node.propose(UTF_8.encode("x")).join();
        assertThat(node.propose(ByteBuffer.allocate(101))).isCompletedExceptionally();

        assertThat(count("raft.elections.won")).isEqualTo(1);
        assertThat(count("raft.disk.writes")).isPositive();
        assertThat(registry.get("raft.refusals").tag("limit", "requestSize").functionCounter())
                .extracting(counter -> counter.count())
                .isEqualTo(1.0);
    }

    @Test
    void everyMeterSaysWhatItIsAndQuantitiesHaveAUnit() {
        meters.bindTo(registry);

        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
        assertThat(unit("raft.voters")).isEqualTo("members");
        assertThat(unit("raft.log.committed")).isEqualTo("index");
        assertThat(unit("raft.leader.heard.ago")).isEqualTo("seconds");
        assertThat(unit("raft.term")).isNull();
        assertThat(registry.get("raft.votes.granted").functionCounter().getId().getDescription())
                .isEqualTo("votes for others");
    }

    private @Nullable String unit(String name) {
        return registry.get(name).gauge().getId().getBaseUnit();
    }

    @Test
    void timesEntriesAndWritesInSeconds() {
        meters.bindTo(registry);
        node.await().role(Role.Leader.class, LONG).join();
        node.await()
                .until(
                        "a measured entry",
                        _ -> {
                            var _ = node.propose(UTF_8.encode("x"));
                            return applied().count() > 0;
                        },
                        LONG)
                .join();

        assertThat(applied().totalTime(TimeUnit.SECONDS))
                .isPositive()
                .isLessThan((double) LONG.toSeconds());
        var median =
                registry.get("raft.entry.percentile")
                        .tag("stage", "applied")
                        .tag("percentile", "50.0")
                        .timeGauge();
        assertThat(median.value(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(median.baseTimeUnit()).isEqualTo(TimeUnit.SECONDS);
        assertThat(registry.get("raft.disk.write").functionTimer().count()).isPositive();
    }

    @Test
    void timesAreHistogramsThatPrometheusCanRead() {
        meters.bindTo(registry);
        node.await().role(Role.Leader.class, LONG).join();
        node.propose(UTF_8.encode("x")).join();
        node.close();

        var writes = (double) node.diskWrites().count();
        assertThat(writes).isPositive();
        assertThat(bucket("+Inf")).isEqualTo(writes);
        assertThat(bucket("17.179869183")).isEqualTo(writes);
        assertThat(bucket("1.6383E-5")).isBetween(0.0, bucket("0.001048575"));
    }

    private double bucket(String le) {
        return registry.get("raft.disk.write.bucket").tag("le", le).functionCounter().count();
    }

    @Test
    void showsWhatALeaderKnowsOfItsFollowers() {
        meters.bindTo(registry);
        node.await().role(Role.Leader.class, LONG).join();
        try (var _ = start(TWO, null)) {
            node.membership().addLearner(TWO, "nowhere", false).join();
            node.membership().awaitCaughtUp(TWO, 0, LONG, _ -> {}).join();
            node.await().until("the gauges", _ -> isShown(TWO), LONG).join();

            node.await().until("it counts", state -> counts(state, TWO), LONG).join();
            assertThat(ofFollower("raft.follower.counts", TWO)).isEqualTo(1);
            assertThat(ofFollower("raft.follower.lag", TWO)).isZero();
            assertThat(ofFollower("raft.follower.in.flight", TWO)).isZero();
            assertThat(ofFollower("raft.follower.snapshot.arrived", TWO)).isZero();
            assertThat(ofFollower("raft.follower.snapshot.size", TWO)).isZero();
        }
    }

    private static boolean counts(RaftState state, MemberId follower) {
        var known = state.followers().get(follower);
        return known != null && known.progress().counts();
    }

    private boolean isShown(MemberId follower) {
        return registry.find("raft.follower.snapshot.size")
                        .tag("follower", follower.toString())
                        .gauge()
                != null;
    }

    private double ofFollower(String name, MemberId follower) {
        return registry.get(name).tag("follower", follower.toString()).gauge().value();
    }

    private FunctionTimer applied() {
        return registry.get("raft.entry").tag("stage", "applied").functionTimer();
    }

    private double gauge(String name) {
        return registry.get(name).tag("member", "1").tag("group", "orders").gauge().value();
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }

    /// A network within the process: a message is a call of its receiver.
    private static final class FunctionCalls {
        private final Map<MemberId, Transport.Receiver> receivers = new ConcurrentHashMap<>();

        Transport of(MemberId self) {
            return new Transport() {
                @Override
                public Link join(GroupId group, Receiver receiver) {
                    receivers.put(self, receiver);
                    return linkOf(self);
                }

                @Override
                public void close() {}
            };
        }

        private Transport.Link linkOf(MemberId self) {
            return new Transport.Link() {
                @Override
                public void send(MemberId to, PeerMessage message) {
                    var receiver = receivers.get(to);
                    if (receiver != null) {
                        receiver.onMessage(self, message);
                    }
                }

                @Override
                public void close() {
                    receivers.remove(self);
                }
            };
        }
    }
}
