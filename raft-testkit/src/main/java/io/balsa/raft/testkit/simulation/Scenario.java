package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.Limits;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Timing;
import io.balsa.raft.node.SnapshotOptions;
import io.balsa.raft.node.SnapshotPolicy;
import io.balsa.raft.node.TransferLimits;
import io.balsa.raft.testkit.world.Delay;
import io.balsa.raft.testkit.world.NetworkConditions;
import io.balsa.raft.testkit.world.Pace;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a seed stands for: a group, its clients, and the faults it has to live with. Each seed
/// draws kinds of faults and how often they strike, so that some runs are rough and some are quiet:
/// a bug that needs a long quiet time is not found by rough ones.
///
/// @param faults the mean time between two faults of a kind, in nanoseconds
/// @param tasks the mean time between two things of a kind that an operator does, in nanoseconds
/// @param clockDrift by how much a clock may be too fast or too slow, as a part of one
/// @param faultyNanos how long the faults last
record Scenario(
        int members,
        Timing timing,
        Limits limits,
        RaftOptions options,
        SnapshotOptions snapshots,
        NetworkConditions network,
        Pace pace,
        Map<Fault, Long> faults,
        Map<Task, Long> tasks,
        double clockDrift,
        int clients,
        int keys,
        Delay thinking,
        long faultyNanos) {

    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000 * MILLISECOND;

    static Scenario draw(RandomGenerator random) {
        var heartbeat = random.nextLong(20, 80) * MILLISECOND;
        var electionMin = heartbeat * random.nextInt(4, 10);
        var timing = new Timing(heartbeat, electionMin, electionMin + electionMin / 2 + heartbeat);
        var faults = drawFaults(random, timing);
        var drift = random.nextBoolean() ? 0 : drawDrift(random);
        return new Scenario(
                drawMembers(random),
                timing,
                drawLimits(random),
                drawOptions(random, faults, drift),
                drawSnapshots(random, timing),
                drawNetwork(random, timing),
                drawPace(random),
                faults,
                drawTasks(random, timing),
                drift,
                random.nextInt(1, 7),
                random.nextInt(1, 7),
                new Delay(0, random.nextLong(5, 200) * MILLISECOND),
                random.nextLong(12, 30) * timing.electionMaxNanos());
    }

    /// The network and the pace once the faults are over.
    NetworkConditions calmNetwork() {
        return NetworkConditions.perfect(new Delay(MILLISECOND, MILLISECOND));
    }

    private static int drawMembers(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0 -> 1;
            case 1 -> 2;
            case 2, 3 -> 4;
            case 4, 5, 6, 7 -> 5;
            default -> 3;
        };
    }

    /// Mostly what clocks really do; sometimes so much that a leader that does not mind it is seen.
    private static double drawDrift(RandomGenerator random) {
        return random.nextDouble() * (random.nextInt(3) == 0 ? 0.3 : 0.05);
    }

    private static Limits drawLimits(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return Limits.DEFAULT;
        }
        var entries = random.nextInt(1, 20);
        var bytes = random.nextInt(1, 400);
        var inFlight = random.nextInt(1, 8);
        var inFlightBytes = random.nextInt(1, 2_000);
        var uncommitted = random.nextInt(3, 200);
        return new Limits(entries, bytes, inFlight, inFlightBytes, uncommitted, 20L * uncommitted);
    }

    /// Reads by lease only where all clocks keep within the bound that they count on.
    private static RaftOptions drawOptions(
            RandomGenerator random, Map<Fault, Long> faults, double drift) {
        var mayLease = !faults.containsKey(Fault.BAD_CLOCK) && random.nextBoolean();
        var defaults = RaftOptions.DEFAULT;
        return new RaftOptions(
                defaults.priority(),
                mayLease ? (1 + drift) / (1 - drift) - 1 : RaftOptions.NO_LEASE,
                new RaftOptions.Retention(random.nextLong(0, 21), Long.MAX_VALUE),
                random.nextLong(0, 40));
    }

    /// A third of the groups takes snapshots only by hand.
    private static SnapshotOptions drawSnapshots(RandomGenerator random, Timing timing) {
        var isByHand = random.nextInt(3) == 0;
        var entries = random.nextLong(5, 61);
        var chunk = random.nextInt(100, 4_000);
        var transfer =
                new TransferLimits(
                        chunk,
                        chunk * random.nextInt(1, 5),
                        random.nextLong(100_000, 10_000_000),
                        timing.electionMaxNanos(),
                        random.nextInt(1, 6),
                        random.nextInt(1, 4));
        return new SnapshotOptions(
                isByHand ? SnapshotPolicy.BY_HAND : SnapshotPolicy.everyEntries(entries), transfer);
    }

    private static NetworkConditions drawNetwork(RandomGenerator random, Timing timing) {
        return new NetworkConditions(
                new Delay(
                        random.nextLong(MILLISECOND / 10, 2 * MILLISECOND),
                        random.nextLong(MILLISECOND / 10, timing.heartbeatNanos() / 2)),
                new Delay(0, timing.electionMaxNanos()),
                sometimes(random, 0.1),
                sometimes(random, 0.2),
                sometimes(random, 0.05),
                random.nextDouble(),
                random.nextBoolean());
    }

    private static double sometimes(RandomGenerator random, double max) {
        return random.nextBoolean() ? 0 : random.nextDouble() * max;
    }

    private static Pace drawPace(RandomGenerator random) {
        return new Pace(
                new Delay(1_000, random.nextLong(1_000, MILLISECOND)),
                new Delay(10_000, random.nextLong(10_000, 5 * MILLISECOND)));
    }

    private static Map<Fault, Long> drawFaults(RandomGenerator random, Timing timing) {
        var faults = new EnumMap<Fault, Long>(Fault.class);
        for (var fault : Fault.values()) {
            if (random.nextBoolean()) {
                var rarity = fault == Fault.CRASH_OF_ALL ? 3 : 1;
                var timeouts = random.nextLong(2, 20);
                faults.put(fault, rarity * timeouts * timing.electionMaxNanos());
            }
        }
        return faults;
    }

    /// Half of the groups are left alone: what needs long undisturbed work is not found in others.
    private static Map<Task, Long> drawTasks(RandomGenerator random, Timing timing) {
        var tasks = new EnumMap<Task, Long>(Task.class);
        if (random.nextBoolean()) {
            return tasks;
        }
        for (var task : Task.values()) {
            if (random.nextBoolean()) {
                tasks.put(task, random.nextLong(2, 16) * timing.electionMaxNanos());
            }
        }
        return tasks;
    }
}
